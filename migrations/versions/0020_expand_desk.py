"""lists by promised time, what a person has read, and which answers a student came back for"""

from alembic import op
import sqlalchemy as sa

revision = '0020_expand_desk'
down_revision = '0019_expand_return_tallies'
branch_labels = None
depends_on = None

NEVER = '2147483647'


# Made anew on the embedded database, so that its tables are spelled as the models spell them.
def _listing() -> object:
    embedded = op.get_bind().dialect.name == 'sqlite'
    return op.batch_alter_table(
        'listing',
        recreate='always' if embedded else 'never',
        table_kwargs={'sqlite_with_rowid': False},
    )


def upgrade() -> None:
    with _listing() as listing:
        listing.add_column(sa.Column('awaiting', sa.String(length=32), server_default='staff', nullable=False))
        listing.add_column(
            sa.Column('due_minute', sa.Integer(), server_default=sa.text(NEVER), nullable=False)
        )
        listing.add_column(sa.Column('assignee', sa.LargeBinary(length=16), nullable=True))
        listing.create_check_constraint(op.f('ck_listing_awaiting'), "awaiting IN ('staff', 'reporter')")
    op.create_index(
        'ix_listing_needs',
        'listing',
        ['district', 'holder', 'awaiting', 'state', 'rank', 'due_minute', 'thread'],
        unique=False,
    )
    for column, value in (
        ('awaiting', 'awaiting'),
        ('due_minute', f'COALESCE(due_minute, {NEVER})'),
        ('assignee', 'assignee'),
    ):
        op.execute(
            f'UPDATE listing SET {column} = (SELECT {value} FROM thread'
            ' WHERE thread.district = listing.district AND thread.id = listing.thread)'
        )
    op.create_table('thread_read',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('member', sa.LargeBinary(length=16), nullable=False),
    sa.Column('thread', sa.LargeBinary(length=16), nullable=False),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['district', 'thread'], ['thread.district', 'thread.id'], name=op.f('fk_thread_read_district_thread_thread')),
    sa.PrimaryKeyConstraint('district', 'member', 'thread', name=op.f('pk_thread_read')),
    sqlite_with_rowid=False
    )
    op.create_table('thread_answers',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('thread', sa.LargeBinary(length=16), nullable=False),
    sa.Column('answered_seq', sa.Integer(), nullable=False),
    sa.Column('fetched_seq', sa.Integer(), server_default=sa.text('0'), nullable=False),
    sa.ForeignKeyConstraint(['district', 'thread'], ['thread.district', 'thread.id'], name=op.f('fk_thread_answers_district_thread_thread')),
    sa.PrimaryKeyConstraint('district', 'thread', name=op.f('pk_thread_answers')),
    sqlite_with_rowid=False
    )


def downgrade() -> None:
    op.drop_table('thread_answers')
    op.drop_table('thread_read')
    op.drop_index('ix_listing_needs', table_name='listing')
    with _listing() as listing:
        listing.drop_constraint(op.f('ck_listing_awaiting'), type_='check')
        listing.drop_column('assignee')
        listing.drop_column('due_minute')
        listing.drop_column('awaiting')
