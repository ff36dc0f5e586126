"""pages that somebody has are watched, and a call that need not ring any more is marked"""

from alembic import op
import sqlalchemy as sa

revision = '0010_expand_held_pages'
down_revision = '0009_expand_paces'
branch_labels = None
depends_on = None


# Made anew on the embedded database, so that its tables are spelled as the models spell them.
def _anew() -> str:
    return 'always' if op.get_bind().dialect.name == 'sqlite' else 'never'


def upgrade() -> None:
    with op.batch_alter_table('notify_outbox', recreate=_anew()) as batch_op:
        batch_op.add_column(sa.Column('needless_at', sa.BigInteger(), nullable=True))

    with op.batch_alter_table('notify_page', recreate=_anew()) as batch_op:
        batch_op.add_column(sa.Column('watch_at', sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column('replied_at', sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column('reminded_at', sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column('news_at', sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column('news_told_at', sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column('cried_at', sa.BigInteger(), nullable=True))

    op.create_index(
        'ix_notify_page_watch',
        'notify_page',
        ['watch_at'],
        unique=False,
        sqlite_where=sa.text('watch_at IS NOT NULL'),
        postgresql_where=sa.text('watch_at IS NOT NULL'),
    )


def downgrade() -> None:
    op.drop_index('ix_notify_page_watch', table_name='notify_page')
    with op.batch_alter_table('notify_page', schema=None) as batch_op:
        batch_op.drop_column('cried_at')
        batch_op.drop_column('news_told_at')
        batch_op.drop_column('news_at')
        batch_op.drop_column('reminded_at')
        batch_op.drop_column('replied_at')
        batch_op.drop_column('watch_at')

    with op.batch_alter_table('notify_outbox', schema=None) as batch_op:
        batch_op.drop_column('needless_at')

