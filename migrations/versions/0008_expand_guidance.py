"""first replies and steps that a district wrote itself"""

from alembic import op
import sqlalchemy as sa

revision = '0008_expand_guidance'
down_revision = '0007_expand_gaps'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('guidance',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('danger', sa.String(length=32), nullable=False),
    sa.Column('lang', sa.String(length=32), nullable=False),
    sa.Column('row', sa.LargeBinary(length=16), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=False),
    sa.CheckConstraint("danger IN ('life', 'attack', 'hurt', 'images', 'overdose', 'away', 'staff', 'harassed', 'other')", name=op.f('ck_guidance_danger')),
    sa.CheckConstraint("lang IN ('en', 'es')", name=op.f('ck_guidance_lang')),
    sa.PrimaryKeyConstraint('district', 'danger', 'lang', name=op.f('pk_guidance')),
    sqlite_with_rowid=False
    )


def downgrade() -> None:
    op.drop_table('guidance')
