"""what is still to be deleted from the carrier's log, and whether a trouble was said by e-mail"""

from alembic import op
import sqlalchemy as sa

revision = '0011_expand_erasures'
down_revision = '0010_expand_held_pages'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('notify_erasure',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('sid', sa.String(length=64), nullable=False),
    sa.Column('first_at', sa.BigInteger(), nullable=False),
    sa.Column('due_at', sa.BigInteger(), nullable=True),
    sa.Column('tries', sa.SmallInteger(), nullable=False),
    sa.Column('error', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('district', 'sid', name=op.f('pk_notify_erasure'))
    )
    op.create_index('ix_notify_erasure_due', 'notify_erasure', ['district', 'due_at'], unique=False)
    with op.batch_alter_table('notify_trouble', recreate=_anew()) as trouble:
        trouble.add_column(sa.Column('told_at', sa.BigInteger(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('notify_trouble') as trouble:
        trouble.drop_column('told_at')
    op.drop_index('ix_notify_erasure_due', table_name='notify_erasure')
    op.drop_table('notify_erasure')


def _anew() -> str:
    return 'always' if op.get_bind().dialect.name == 'sqlite' else 'never'
