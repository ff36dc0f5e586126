"""partner_people: a sign-in for people of a partner organization, and a queue of its own"""

from alembic import op
import sqlalchemy as sa

revision = '0043_expand_partner_people'
down_revision = '0042_expand_bond'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('partner_person',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('id', sa.LargeBinary(length=16), nullable=False),
    sa.Column('organization', sa.LargeBinary(length=16), nullable=False),
    sa.Column('name', sa.LargeBinary(), nullable=False),
    sa.Column('email', sa.LargeBinary(), nullable=False),
    sa.Column('email_hash', sa.LargeBinary(length=32), nullable=False),
    sa.Column('lang', sa.String(length=8), nullable=False),
    sa.Column('invite', sa.LargeBinary(length=32), nullable=True),
    sa.Column('invite_minute', sa.Integer(), nullable=True),
    sa.Column('x', sa.LargeBinary(length=1216), nullable=True),
    sa.Column('bundle', sa.LargeBinary(), nullable=True),
    sa.Column('slot', sa.LargeBinary(), nullable=True),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('locked_minute', sa.Integer(), nullable=True),
    sa.Column('totp_step', sa.BigInteger(), nullable=True),
    sa.Column('last_day', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['district', 'organization'], ['help_organization.district', 'help_organization.id'], name=op.f('fk_partner_person_district_organization_help_organization')),
    sa.PrimaryKeyConstraint('district', 'id', name=op.f('pk_partner_person')),
    sqlite_with_rowid=False
    )
    op.create_index(op.f('ix_partner_person_district_email_hash'), 'partner_person', ['district', 'email_hash'], unique=True)
    op.create_index(op.f('ix_partner_person_district_invite'), 'partner_person', ['district', 'invite'], unique=False)
    op.create_index(op.f('ix_partner_person_district_organization'), 'partner_person', ['district', 'organization'], unique=False)
    op.create_table('partner_queue',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('organization', sa.LargeBinary(length=16), nullable=False),
    sa.Column('epoch', sa.Integer(), nullable=False),
    sa.Column('pk', sa.LargeBinary(length=1216), nullable=False),
    sa.Column('signer', sa.LargeBinary(length=16), nullable=True),
    sa.Column('entry', sa.Integer(), nullable=True),
    sa.Column('signature', sa.LargeBinary(length=64), nullable=True),
    sa.ForeignKeyConstraint(['district', 'organization'], ['help_organization.district', 'help_organization.id'], name=op.f('fk_partner_queue_district_organization_help_organization')),
    sa.PrimaryKeyConstraint('district', 'organization', name=op.f('pk_partner_queue')),
    sqlite_with_rowid=False
    )
    op.create_table('partner_wrap',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('person', sa.LargeBinary(length=16), nullable=False),
    sa.Column('organization', sa.LargeBinary(length=16), nullable=False),
    sa.Column('epoch', sa.Integer(), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['district', 'person'], ['partner_person.district', 'partner_person.id'], name=op.f('fk_partner_wrap_district_person_partner_person')),
    sa.PrimaryKeyConstraint('district', 'person', name=op.f('pk_partner_wrap')),
    sqlite_with_rowid=False
    )
    op.create_index(op.f('ix_partner_wrap_district_organization'), 'partner_wrap', ['district', 'organization'], unique=False)
    op.create_table('partner_session',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('id', sa.LargeBinary(length=32), nullable=False),
    sa.Column('person', sa.LargeBinary(length=16), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=False),
    sa.Column('created', sa.BigInteger(), nullable=False),
    sa.Column('seen', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['district', 'person'], ['partner_person.district', 'partner_person.id'], name=op.f('fk_partner_session_district_person_partner_person')),
    sa.PrimaryKeyConstraint('district', 'id', name=op.f('pk_partner_session')),
    sqlite_with_rowid=False
    )
    op.create_index(op.f('ix_partner_session_district_person'), 'partner_session', ['district', 'person'], unique=False)
    op.create_table('packet_queue',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('packet', sa.LargeBinary(length=16), nullable=False),
    sa.Column('epoch', sa.Integer(), nullable=False),
    sa.Column('side', sa.LargeBinary(), nullable=True),
    sa.Column('sealed', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['district', 'packet'], ['packet.district', 'packet.id'], name=op.f('fk_packet_queue_district_packet_packet')),
    sa.PrimaryKeyConstraint('district', 'packet', name=op.f('pk_packet_queue')),
    sqlite_with_rowid=False
    )


def downgrade() -> None:
    op.drop_table('packet_queue')
    op.drop_table('partner_session')
    op.drop_table('partner_wrap')
    op.drop_table('partner_queue')
    op.drop_table('partner_person')
