"""calendars from which rotas and days off are read"""

from alembic import op
import sqlalchemy as sa

revision = '0017_expand_rota_sources'
down_revision = '0016_expand_drills'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('notify_rota_source',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('layer', sa.LargeBinary(length=16), nullable=False),
    sa.Column('team', sa.LargeBinary(length=16), nullable=False),
    sa.Column('purpose', sa.String(length=8), nullable=False),
    sa.Column('address', sa.LargeBinary(), nullable=True),
    sa.Column('good_at', sa.BigInteger(), nullable=False),
    sa.Column('trouble', sa.String(length=24), nullable=False),
    sa.Column('unmatched', sa.SmallInteger(), nullable=False),
    sa.PrimaryKeyConstraint('district', 'layer', name=op.f('pk_notify_rota_source'))
    )
    op.create_table('notify_source_event',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('layer', sa.LargeBinary(length=16), nullable=False),
    sa.Column('starts', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('ends', sa.BigInteger(), nullable=False),
    sa.Column('person', sa.LargeBinary(length=16), nullable=True),
    sa.PrimaryKeyConstraint('district', 'layer', 'starts', name=op.f('pk_notify_source_event'))
    )


def downgrade() -> None:
    op.drop_table('notify_source_event')
    op.drop_table('notify_rota_source')
