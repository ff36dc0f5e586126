"""export token: keys with which other systems of the district read what is published"""

from alembic import op
import sqlalchemy as sa

revision = '0037_expand_export_token'
down_revision = '0036_expand_referral_steps'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('export_token',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('id', sa.LargeBinary(length=16), nullable=False),
    sa.Column('hash', sa.LargeBinary(length=32), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('scopes', sa.String(length=32), nullable=False),
    sa.Column('made_day', sa.Integer(), nullable=False),
    sa.Column('until_day', sa.Integer(), nullable=False),
    sa.Column('used_day', sa.Integer(), nullable=True),
    sa.Column('ended', sa.Integer(), nullable=True),
    sa.PrimaryKeyConstraint('district', 'id', name=op.f('pk_export_token')),
    sqlite_with_rowid=False
    )


def downgrade() -> None:
    op.drop_table('export_token')
