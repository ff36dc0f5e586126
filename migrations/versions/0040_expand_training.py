"""training: what staff and partners learn together"""

from alembic import op
import sqlalchemy as sa

revision = '0040_expand_training'
down_revision = '0039_expand_booked_hour'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('training',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('id', sa.LargeBinary(length=16), nullable=False),
    sa.Column('starts', sa.BigInteger(), nullable=False),
    sa.Column('organization', sa.LargeBinary(length=16), nullable=True),
    sa.Column('sealed', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('district', 'id', name=op.f('pk_training')),
    sqlite_with_rowid=False
    )


def downgrade() -> None:
    op.drop_table('training')
