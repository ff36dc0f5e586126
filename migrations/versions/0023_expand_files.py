"""files: what students send beside their words, sealed in pieces"""

from alembic import op
import sqlalchemy as sa

revision = '0023_expand_files'
down_revision = '0022_expand_ready_answers'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('attachment',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('id', sa.LargeBinary(length=16), nullable=False),
    sa.Column('thread', sa.LargeBinary(length=16), nullable=False),
    sa.Column('chunks', sa.Integer(), nullable=False),
    sa.Column('core', sa.LargeBinary(), nullable=False),
    sa.Column('recipients', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['district', 'thread'], ['thread.district', 'thread.id'], name=op.f('fk_attachment_district_thread_thread')),
    sa.PrimaryKeyConstraint('district', 'id', name=op.f('pk_attachment')),
    sqlite_with_rowid=False
    )
    op.create_index(op.f('ix_attachment_district_thread'), 'attachment', ['district', 'thread'], unique=False)

    op.create_table('chunk',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('id', sa.LargeBinary(length=16), nullable=False),
    sa.Column('i', sa.Integer(), nullable=False),
    sa.Column('minute', sa.Integer(), nullable=False),
    sa.Column('ct', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('district', 'id', 'i', name=op.f('pk_chunk'))
    )


def downgrade() -> None:
    op.drop_table('chunk')
    op.drop_index(op.f('ix_attachment_district_thread'), table_name='attachment')
    op.drop_table('attachment')
