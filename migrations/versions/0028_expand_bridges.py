"""texts that go on by web, and nudges"""

from alembic import op
import sqlalchemy as sa

revision = '0028_expand_bridges'
down_revision = '0027_expand_campaigns'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('bridge',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('thread', sa.LargeBinary(length=16), nullable=False),
    sa.Column('continues', sa.LargeBinary(length=16), nullable=False),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['district', 'continues'], ['thread.district', 'thread.id'], name=op.f('fk_bridge_district_continues_thread')),
    sa.ForeignKeyConstraint(['district', 'thread'], ['thread.district', 'thread.id'], name=op.f('fk_bridge_district_thread_thread')),
    sa.PrimaryKeyConstraint('district', 'thread', 'continues', name=op.f('pk_bridge')),
    sqlite_with_rowid=False
    )
    op.create_index(op.f('ix_bridge_district_continues'), 'bridge', ['district', 'continues'])
    op.create_table('nudge',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('thread', sa.LargeBinary(length=16), nullable=False),
    sa.Column('message', sa.LargeBinary(length=16), nullable=False),
    sa.Column('tag', sa.LargeBinary(length=16), nullable=True),
    sa.Column('ends_day', sa.Integer(), nullable=False),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['district', 'thread'], ['thread.district', 'thread.id'], name=op.f('fk_nudge_district_thread_thread')),
    sa.PrimaryKeyConstraint('district', 'thread', name=op.f('pk_nudge')),
    sqlite_with_rowid=False
    )
    op.create_index(op.f('ix_nudge_district_ends_day'), 'nudge', ['district', 'ends_day'])
    op.create_index(op.f('ix_nudge_district_tag'), 'nudge', ['district', 'tag'])


def downgrade() -> None:
    op.drop_table('nudge')
    op.drop_table('bridge')
