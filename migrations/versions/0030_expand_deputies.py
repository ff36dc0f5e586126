"""deputies of people who are away"""

from alembic import op
import sqlalchemy as sa

revision = '0030_expand_deputies'
down_revision = '0029_expand_break_glass'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('deputy',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('absence', sa.LargeBinary(length=16), nullable=False),
    sa.Column('member', sa.LargeBinary(length=16), nullable=False),
    sa.Column('deputy', sa.LargeBinary(length=16), nullable=False),
    sa.Column('starts_minute', sa.Integer(), nullable=False),
    sa.Column('ends_minute', sa.Integer(), nullable=False),
    sa.Column('told', sa.Boolean(create_constraint=False), nullable=False),
    sa.PrimaryKeyConstraint('district', 'absence', name=op.f('pk_deputy')),
    sqlite_with_rowid=False
    )


def downgrade() -> None:
    op.drop_table('deputy')
