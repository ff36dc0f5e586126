"""how many came back and how it went, by week"""

from alembic import op
import sqlalchemy as sa

revision = '0019_expand_return_tallies'
down_revision = '0018_expand_browsers'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('return_tally',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('week', sa.Integer(), nullable=False),
    sa.Column('event', sa.String(length=32), nullable=False),
    sa.Column('n', sa.Integer(), nullable=False),
    sa.CheckConstraint("event IN ('told', 'returned', 'helped', 'some', 'not')", name=op.f('ck_return_tally_event')),
    sa.PrimaryKeyConstraint('district', 'week', 'event', name=op.f('pk_return_tally')),
    sqlite_with_rowid=False
    )


def downgrade() -> None:
    op.drop_table('return_tally')
