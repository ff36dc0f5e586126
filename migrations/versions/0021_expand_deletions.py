"""threads that their students deleted"""

from alembic import op
import sqlalchemy as sa

revision = '0021_expand_deletions'
down_revision = '0020_expand_desk'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('deletion',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('thread', sa.LargeBinary(length=16), nullable=False),
    sa.Column('due_minute', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['district', 'thread'], ['thread.district', 'thread.id'], name=op.f('fk_deletion_district_thread_thread')),
    sa.PrimaryKeyConstraint('district', 'thread', name=op.f('pk_deletion')),
    sqlite_with_rowid=False
    )


def downgrade() -> None:
    op.drop_table('deletion')
