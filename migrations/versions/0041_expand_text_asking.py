"""text_asking: what phones were asked by text, sealed under a key that only their number gives"""

from alembic import op
import sqlalchemy as sa

revision = '0041_expand_text_asking'
down_revision = '0040_expand_training'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('text_asking',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('id', sa.LargeBinary(length=16), nullable=False),
    sa.Column('tag', sa.LargeBinary(length=16), nullable=False),
    sa.Column('turn', sa.Integer(), nullable=False),
    sa.Column('ends_day', sa.Integer(), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('district', 'id', name=op.f('pk_text_asking')),
    sqlite_with_rowid=False
    )
    op.create_index(op.f('ix_text_asking_district_ends_day'), 'text_asking', ['district', 'ends_day'], unique=False)
    op.create_index(op.f('ix_text_asking_district_tag'), 'text_asking', ['district', 'tag'], unique=False)


def downgrade() -> None:
    op.drop_table('text_asking')
