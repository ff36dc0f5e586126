"""campaigns, and how many came by them, by week"""

from alembic import op
import sqlalchemy as sa

revision = '0027_expand_campaigns'
down_revision = '0026_expand_insights'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('campaign',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('code', sa.String(length=32), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('school', sa.LargeBinary(length=16), nullable=True),
    sa.Column('lang', sa.String(length=32), nullable=False),
    sa.Column('begun_day', sa.Integer(), nullable=False),
    sa.Column('ended', sa.Boolean(), nullable=False),
    sa.CheckConstraint("lang IN ('en', 'es')", name=op.f('ck_campaign_lang')),
    sa.PrimaryKeyConstraint('district', 'code', name=op.f('pk_campaign')),
    sqlite_with_rowid=False
    )
    op.create_table('campaign_tally',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('code', sa.String(length=32), nullable=False),
    sa.Column('week', sa.Integer(), nullable=False),
    sa.Column('n', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('district', 'code', 'week', name=op.f('pk_campaign_tally')),
    sqlite_with_rowid=False
    )


def downgrade() -> None:
    op.drop_table('campaign_tally')
    op.drop_table('campaign')
