"""referrals: packets at partners, and the links that open them"""

from alembic import op
import sqlalchemy as sa

revision = '0031_expand_referrals'
down_revision = '0030_expand_deputies'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('packet',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('id', sa.LargeBinary(length=16), nullable=False),
    sa.Column('organization', sa.LargeBinary(length=16), nullable=False),
    sa.Column('service', sa.LargeBinary(length=16), nullable=False),
    sa.Column('state', sa.String(length=32), nullable=False),
    sa.Column('declined', sa.String(length=32), nullable=True),
    sa.Column('opened', sa.Boolean(), nullable=False),
    sa.Column('month', sa.Integer(), nullable=False),
    sa.Column('nudge_day', sa.Integer(), nullable=True),
    sa.Column('nudges', sa.Integer(), nullable=False),
    sa.Column('until_day', sa.Integer(), nullable=False),
    sa.Column('core', sa.LargeBinary(), nullable=False),
    sa.Column('recipients', sa.LargeBinary(), nullable=False),
    sa.Column('answer', sa.LargeBinary(), nullable=True),
    sa.CheckConstraint("declined IN ('no_capacity', 'not_eligible', 'no_contact', 'family_declined')", name=op.f('ck_packet_declined')),
    sa.CheckConstraint("state IN ('sent', 'viewed', 'accepted', 'waitlisted', 'declined', 'scheduled', 'attended', 'no_show', 'closed', 'withdrawn', 'expired')", name=op.f('ck_packet_state')),
    sa.ForeignKeyConstraint(['district', 'organization'], ['help_organization.district', 'help_organization.id'], name=op.f('fk_packet_district_organization_help_organization')),
    sa.PrimaryKeyConstraint('district', 'id', name=op.f('pk_packet')),
    sqlite_with_rowid=False
    )
    op.create_table('packet_link',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('id', sa.LargeBinary(length=16), nullable=False),
    sa.Column('packet', sa.LargeBinary(length=16), nullable=False),
    sa.Column('kid', sa.LargeBinary(length=16), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('expires_minute', sa.Integer(), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['district', 'packet'], ['packet.district', 'packet.id'], name=op.f('fk_packet_link_district_packet_packet')),
    sa.PrimaryKeyConstraint('district', 'id', name=op.f('pk_packet_link')),
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('packet_link', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_packet_link_district_packet'), ['district', 'packet'], unique=False)


def downgrade() -> None:
    op.drop_table('packet_link')
    op.drop_table('packet')
