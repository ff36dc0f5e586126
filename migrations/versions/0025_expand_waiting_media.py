"""waiting media: what came with a text, until it is fetched from the carrier"""

from alembic import op
import sqlalchemy as sa

revision = '0025_expand_waiting_media'
down_revision = '0024_expand_help_directory'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('waiting_media',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('id', sa.LargeBinary(length=16), nullable=False),
    sa.Column('thread', sa.LargeBinary(length=16), nullable=False),
    sa.Column('message', sa.LargeBinary(length=16), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('due_at', sa.BigInteger(), nullable=False),
    sa.Column('place', sa.LargeBinary(), nullable=False),
    sa.Column('phone', sa.LargeBinary(), nullable=True),
    sa.ForeignKeyConstraint(['district', 'thread'], ['thread.district', 'thread.id'], name=op.f('fk_waiting_media_district_thread_thread')),
    sa.PrimaryKeyConstraint('district', 'id', name=op.f('pk_waiting_media')),
    sqlite_with_rowid=False
    )
    op.create_index(op.f('ix_waiting_media_district_due_at'), 'waiting_media', ['district', 'due_at'], unique=False)
    op.create_index(op.f('ix_waiting_media_district_thread'), 'waiting_media', ['district', 'thread'], unique=False)


def downgrade() -> None:
    op.drop_index(op.f('ix_waiting_media_district_thread'), table_name='waiting_media')
    op.drop_index(op.f('ix_waiting_media_district_due_at'), table_name='waiting_media')
    op.drop_table('waiting_media')
