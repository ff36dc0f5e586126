"""outcomes: sums of attendance and discipline from the district's own system"""

from alembic import op
import sqlalchemy as sa

revision = '0034_expand_outcomes'
down_revision = '0033_expand_pilots'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('outcome_sum',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('place', sa.String(length=40), nullable=False),
    sa.Column('outcome', sa.String(length=32), nullable=False),
    sa.Column('students', sa.Integer(), nullable=False),
    sa.Column('n', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('district', 'year', 'place', 'outcome', name=op.f('pk_outcome_sum')),
    sqlite_with_rowid=False
    )


def downgrade() -> None:
    op.drop_table('outcome_sum')
