"""bond: that a student's yes to a guardian's thread stands"""

from alembic import op
import sqlalchemy as sa

revision = '0042_expand_bond'
down_revision = '0041_expand_text_asking'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('bond',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('id', sa.LargeBinary(length=16), nullable=False),
    sa.Column('until_day', sa.Integer(), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=True),
    sa.PrimaryKeyConstraint('district', 'id', name=op.f('pk_bond')),
    sqlite_with_rowid=False
    )


def downgrade() -> None:
    op.drop_table('bond')
