"""referral steps: what becomes of referrals, counted by month, and a packet's sealed tag for it"""

from alembic import op
import sqlalchemy as sa

revision = '0036_expand_referral_steps'
down_revision = '0035_expand_sides'
branch_labels = None
depends_on = None

STEPS = (
    'referral_proposed', 'referral_agreed', 'referral_sent', 'referral_opened', 'referral_accepted',
    'referral_waiting', 'referral_declined', 'first_appointment', 'attended', 'no_show', 'seen_fortnight',
    'seen_month', 'confirmed', 'not_seen', 'taken_back', 'needed_transport', 'needed_schedule',
    'needed_insurance', 'needed_space', 'unmet_transport', 'unmet_schedule', 'unmet_insurance', 'unmet_space',
)


def upgrade() -> None:
    op.create_table('referral_tally',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('month', sa.Integer(), nullable=False),
    sa.Column('school', sa.LargeBinary(length=16), nullable=False),
    sa.Column('category', sa.String(length=32), nullable=False),
    sa.Column('step', sa.String(length=32), nullable=False),
    sa.Column('n', sa.Integer(), nullable=False),
    sa.CheckConstraint("step IN (" + ", ".join(f"'{step}'" for step in STEPS) + ")", name=op.f('ck_referral_tally_step')),
    sa.PrimaryKeyConstraint('district', 'month', 'school', 'category', 'step', name=op.f('pk_referral_tally')),
    sqlite_with_rowid=False
    )
    op.create_table('packet_count',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('packet', sa.LargeBinary(length=16), nullable=False),
    sa.Column('reached', sa.Integer(), nullable=False),
    sa.Column('tag', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['district', 'packet'], ['packet.district', 'packet.id'], name=op.f('fk_packet_count_district_packet_packet')),
    sa.PrimaryKeyConstraint('district', 'packet', name=op.f('pk_packet_count')),
    sqlite_with_rowid=False
    )


def downgrade() -> None:
    op.drop_table('packet_count')
    op.drop_table('referral_tally')
