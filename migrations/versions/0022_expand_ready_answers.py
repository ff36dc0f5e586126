"""ready answers of a district, and days on which a thread comes back"""

from alembic import op
import sqlalchemy as sa

revision = '0022_expand_ready_answers'
down_revision = '0021_expand_deletions'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('canned_reply',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('id', sa.LargeBinary(length=16), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('district', 'id', name=op.f('pk_canned_reply')),
    sqlite_with_rowid=False
    )
    op.create_table('reminder',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('id', sa.LargeBinary(length=16), nullable=False),
    sa.Column('thread', sa.LargeBinary(length=16), nullable=False),
    sa.Column('member', sa.LargeBinary(length=16), nullable=False),
    sa.Column('kind', sa.String(length=32), nullable=False),
    sa.Column('due_minute', sa.Integer(), nullable=False),
    sa.CheckConstraint("kind IN ('task', 'follow_up')", name=op.f('ck_reminder_kind')),
    sa.ForeignKeyConstraint(['district', 'thread'], ['thread.district', 'thread.id'], name=op.f('fk_reminder_district_thread_thread')),
    sa.PrimaryKeyConstraint('district', 'id', name=op.f('pk_reminder')),
    sqlite_with_rowid=False
    )
    op.create_index(op.f('ix_reminder_district_due_minute'), 'reminder', ['district', 'due_minute'], unique=False)
    op.create_index(op.f('ix_reminder_district_thread'), 'reminder', ['district', 'thread'], unique=False)


def downgrade() -> None:
    op.drop_index(op.f('ix_reminder_district_thread'), table_name='reminder')
    op.drop_index(op.f('ix_reminder_district_due_minute'), table_name='reminder')
    op.drop_table('reminder')
    op.drop_table('canned_reply')
