"""partner_errand: what the partner's pages leave for the service to do"""

from alembic import op
import sqlalchemy as sa

revision = '0044_expand_partner_errand'
down_revision = '0043_expand_partner_people'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('partner_errand',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('id', sa.LargeBinary(length=16), nullable=False),
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.Column('about', sa.LargeBinary(length=16), nullable=False),
    sa.Column('minute', sa.Integer(), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=True),
    sa.PrimaryKeyConstraint('district', 'id', name=op.f('pk_partner_errand')),
    sqlite_with_rowid=False
    )


def downgrade() -> None:
    op.drop_table('partner_errand')
