"""how fast each number may send, and an index that passes over the rows of a busy one"""

from alembic import op
import sqlalchemy as sa

revision = '0009_expand_paces'
down_revision = '0008_expand_guidance'
branch_labels = None
depends_on = None

_DUE = sa.text('due_at IS NOT NULL')


def upgrade() -> None:
    op.create_table('notify_pace',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('channel', sa.String(length=8), nullable=False),
    sa.Column('sender', sa.String(length=32), nullable=False),
    sa.Column('pages_until_ms', sa.BigInteger(), nullable=False),
    sa.Column('until_ms', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('district', 'channel', 'sender', name=op.f('pk_notify_pace'))
    )
    _index(['priority', 'due_at', 'channel', 'sender', 'state'])


def downgrade() -> None:
    _index(['priority', 'due_at'])
    op.drop_table('notify_pace')


def _index(columns: list[str]) -> None:
    op.drop_index('ix_notify_outbox_due', table_name='notify_outbox')
    op.create_index(
        'ix_notify_outbox_due',
        'notify_outbox',
        columns,
        unique=False,
        sqlite_where=_DUE,
        postgresql_where=_DUE,
    )
