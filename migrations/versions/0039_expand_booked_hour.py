"""booked hour: hours in a school at which a helper is taken, by nobody"""

from alembic import op
import sqlalchemy as sa

revision = '0039_expand_booked_hour'
down_revision = '0038_expand_hooks'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('booked_hour',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('place', sa.LargeBinary(length=16), nullable=False),
    sa.Column('starts', sa.BigInteger(), nullable=False),
    sa.Column('id', sa.LargeBinary(length=16), nullable=False),
    sa.PrimaryKeyConstraint('district', 'place', 'starts', name=op.f('pk_booked_hour')),
    sqlite_with_rowid=False
    )


def downgrade() -> None:
    op.drop_table('booked_hour')
