"""hooks: where other systems are told that something changed, what waits to be said, what was said last"""

from alembic import op
import sqlalchemy as sa

revision = '0038_expand_hooks'
down_revision = '0037_expand_export_token'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('hook',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('id', sa.LargeBinary(length=16), nullable=False),
    sa.Column('target', sa.LargeBinary(), nullable=False),
    sa.Column('secret', sa.LargeBinary(), nullable=False),
    sa.Column('events', sa.String(length=32), nullable=False),
    sa.Column('made_day', sa.Integer(), nullable=False),
    sa.Column('heard_day', sa.Integer(), nullable=True),
    sa.Column('failing_since', sa.BigInteger(), nullable=True),
    sa.Column('ended', sa.Integer(), nullable=True),
    sa.Column('why', sa.String(length=32), nullable=True),
    sa.CheckConstraint("why IN ('staff', 'gone', 'failed')", name=op.f('ck_hook_why')),
    sa.PrimaryKeyConstraint('district', 'id', name=op.f('pk_hook')),
    sqlite_with_rowid=False
    )
    op.create_table('hook_mark',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('event', sa.String(length=32), nullable=False),
    sa.Column('mark', sa.LargeBinary(), nullable=False),
    sa.Column('day', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('district', 'event', name=op.f('pk_hook_mark')),
    sqlite_with_rowid=False
    )
    op.create_table('hook_message',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('id', sa.LargeBinary(length=16), nullable=False),
    sa.Column('hook', sa.LargeBinary(length=16), nullable=False),
    sa.Column('event', sa.String(length=32), nullable=False),
    sa.Column('day', sa.Integer(), nullable=False),
    sa.Column('due', sa.BigInteger(), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['district', 'hook'], ['hook.district', 'hook.id'], name=op.f('fk_hook_message_district_hook_hook')),
    sa.PrimaryKeyConstraint('district', 'id', name=op.f('pk_hook_message')),
    sqlite_with_rowid=False
    )
    op.create_index('ix_hook_message_due', 'hook_message', ['district', 'due'], unique=False)


def downgrade() -> None:
    op.drop_index('ix_hook_message_due', table_name='hook_message')

    op.drop_table('hook_message')
    op.drop_table('hook_mark')
    op.drop_table('hook')
