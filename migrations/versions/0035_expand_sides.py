"""sides: what a partner and a student write to each other, which the school cannot open"""

from alembic import op
import sqlalchemy as sa

revision = '0035_expand_sides'
down_revision = '0034_expand_outcomes'
branch_labels = None
depends_on = None


# Made anew on the embedded database, so that the table is spelled as the models spell it.
def _links() -> object:
    embedded = op.get_bind().dialect.name == 'sqlite'
    return op.batch_alter_table(
        'packet_link',
        recreate='always' if embedded else 'never',
        table_kwargs={'sqlite_with_rowid': False},
    )


def upgrade() -> None:
    op.create_table('side',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('id', sa.LargeBinary(length=16), nullable=False),
    sa.Column('packet', sa.LargeBinary(length=16), nullable=True),
    sa.Column('student', sa.LargeBinary(length=1248), nullable=False),
    sa.Column('student_mac', sa.LargeBinary(length=32), nullable=True),
    sa.Column('student_seed', sa.LargeBinary(), nullable=False),
    sa.Column('partner', sa.LargeBinary(length=1248), nullable=True),
    sa.Column('partner_mac', sa.LargeBinary(length=32), nullable=True),
    sa.Column('turns', sa.Integer(), nullable=False),
    sa.Column('last_seq', sa.Integer(), nullable=False),
    sa.Column('student_seen', sa.Integer(), nullable=False),
    sa.Column('partner_seen', sa.Integer(), nullable=False),
    sa.Column('last_week', sa.Integer(), nullable=True),
    sa.Column('told', sa.Boolean(), nullable=False),
    sa.Column('alert_minute', sa.Integer(), nullable=True),
    sa.Column('alerts', sa.Integer(), nullable=False),
    sa.Column('taken', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['district', 'packet'], ['packet.district', 'packet.id'], name=op.f('fk_side_district_packet_packet')),
    sa.PrimaryKeyConstraint('district', 'id', name=op.f('pk_side')),
    sqlite_with_rowid=False
    )
    op.create_index(op.f('ix_side_district_alert_minute'), 'side', ['district', 'alert_minute'], unique=False)
    op.create_index(op.f('ix_side_district_packet'), 'side', ['district', 'packet'], unique=False)
    op.create_table('side_message',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('side', sa.LargeBinary(length=16), nullable=False),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('id', sa.LargeBinary(length=16), nullable=False),
    sa.Column('party', sa.Integer(), nullable=False),
    sa.Column('core', sa.LargeBinary(), nullable=False),
    sa.Column('recipients', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['district', 'side'], ['side.district', 'side.id'], name=op.f('fk_side_message_district_side_side')),
    sa.PrimaryKeyConstraint('district', 'side', 'seq', name=op.f('pk_side_message')),
    sqlite_with_rowid=False
    )
    op.create_index(op.f('ix_side_message_district_side_id'), 'side_message', ['district', 'side', 'id'], unique=True)
    with _links() as batch_op:
        batch_op.add_column(sa.Column('side', sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    with _links() as batch_op:
        batch_op.drop_column('side')
    op.drop_table('side_message')
    op.drop_table('side')
