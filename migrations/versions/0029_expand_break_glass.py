"""break-glass: halves of queues' seeds, requests to join them, and what was opened for a time"""

from alembic import op
import sqlalchemy as sa

revision = '0029_expand_break_glass'
down_revision = '0028_expand_bridges'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('glass_half',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('queue', sa.LargeBinary(length=16), nullable=False),
    sa.Column('epoch', sa.Integer(), nullable=False),
    sa.Column('holder', sa.LargeBinary(length=16), nullable=False),
    sa.Column('other', sa.LargeBinary(length=16), nullable=False),
    sa.Column('kid', sa.LargeBinary(length=16), nullable=False),
    sa.Column('other_kid', sa.LargeBinary(length=16), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('district', 'queue', 'epoch', 'holder', 'other', name=op.f('pk_glass_half')),
    sqlite_with_rowid=False
    )

    op.create_table('glass_request',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('id', sa.LargeBinary(length=16), nullable=False),
    sa.Column('queue', sa.LargeBinary(length=16), nullable=False),
    sa.Column('epoch', sa.Integer(), nullable=False),
    sa.Column('asker', sa.LargeBinary(length=16), nullable=False),
    sa.Column('partner', sa.LargeBinary(length=16), nullable=True),
    sa.Column('expires', sa.BigInteger(), nullable=False),
    sa.Column('hours', sa.Integer(), nullable=False),
    sa.Column('ends_minute', sa.Integer(), nullable=True),
    sa.Column('told', sa.Boolean(create_constraint=False), nullable=False),
    sa.Column('state', sa.String(length=32), nullable=False),
    sa.CheckConstraint("state IN ('asked', 'opened', 'over')", name=op.f('ck_glass_request_state')),
    sa.PrimaryKeyConstraint('district', 'id', name=op.f('pk_glass_request')),
    sqlite_with_rowid=False
    )

    op.create_table('glass_offer',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('request', sa.LargeBinary(length=16), nullable=False),
    sa.Column('partner', sa.LargeBinary(length=16), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['district', 'request'], ['glass_request.district', 'glass_request.id'], name=op.f('fk_glass_offer_district_request_glass_request')),
    sa.PrimaryKeyConstraint('district', 'request', 'partner', name=op.f('pk_glass_offer')),
    sqlite_with_rowid=False
    )

    op.create_table('glass_grant',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('request', sa.LargeBinary(length=16), nullable=False),
    sa.Column('thread', sa.LargeBinary(length=16), nullable=False),
    sa.Column('member', sa.LargeBinary(length=16), nullable=False),
    sa.ForeignKeyConstraint(['district', 'thread'], ['thread.district', 'thread.id'], name=op.f('fk_glass_grant_district_thread_thread')),
    sa.ForeignKeyConstraint(['district', 'request'], ['glass_request.district', 'glass_request.id'], name=op.f('fk_glass_grant_district_request_glass_request')),
    sa.PrimaryKeyConstraint('district', 'request', 'thread', 'member', name=op.f('pk_glass_grant')),
    sqlite_with_rowid=False
    )


def downgrade() -> None:
    op.drop_table('glass_grant')
    op.drop_table('glass_offer')
    op.drop_table('glass_request')
    op.drop_table('glass_half')
