"""held reply: answers by text that wait for the morning, for the student, or for a second look"""

from alembic import op
import sqlalchemy as sa

revision = '0032_expand_held_reply'
down_revision = '0031_expand_referrals'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('held_reply',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('id', sa.LargeBinary(length=16), nullable=False),
    sa.Column('thread', sa.LargeBinary(length=16), nullable=False),
    sa.Column('member', sa.LargeBinary(length=16), nullable=False),
    sa.Column('opener', sa.Boolean(), nullable=False),
    sa.Column('state', sa.String(length=32), nullable=False),
    sa.Column('why', sa.String(length=32), nullable=False),
    sa.Column('minute', sa.Integer(), nullable=False),
    sa.Column('due_at', sa.BigInteger(), nullable=True),
    sa.Column('core', sa.LargeBinary(), nullable=False),
    sa.Column('recipients', sa.LargeBinary(), nullable=False),
    sa.Column('phone', sa.LargeBinary(), nullable=True),
    sa.CheckConstraint("state IN ('night', 'kept', 'back')", name=op.f('ck_held_reply_state')),
    sa.CheckConstraint("why IN ('rule', 'wrote', 'taken', 'restart', 'late', 'closed', 'number')", name=op.f('ck_held_reply_why')),
    sa.ForeignKeyConstraint(['district', 'thread'], ['thread.district', 'thread.id'], name=op.f('fk_held_reply_district_thread_thread')),
    sa.PrimaryKeyConstraint('district', 'id', name=op.f('pk_held_reply')),
    sqlite_with_rowid=False
    )
    op.create_index(op.f('ix_held_reply_district_due_at'), 'held_reply', ['district', 'due_at'], unique=False)
    op.create_index(op.f('ix_held_reply_district_thread'), 'held_reply', ['district', 'thread'], unique=False)


def downgrade() -> None:
    op.drop_index(op.f('ix_held_reply_district_thread'), table_name='held_reply')
    op.drop_index(op.f('ix_held_reply_district_due_at'), table_name='held_reply')

    op.drop_table('held_reply')
