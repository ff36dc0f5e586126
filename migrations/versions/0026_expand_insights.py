"""figures of the line: counts by month, grade bands, and what was published"""

from alembic import op
import sqlalchemy as sa

revision = '0026_expand_insights'
down_revision = '0025_expand_waiting_media'
branch_labels = None
depends_on = None

EVENTS = (
    'arrived', 'opened', 'answered', 'answered_day', 'fetched', 'paged', 'paged_minute', 'taken_five',
    'taken_quarter', 'referral_sent', 'referral_accepted', 'referral_waiting', 'first_appointment',
)


def upgrade() -> None:
    op.create_table('school_band',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('school', sa.LargeBinary(length=16), nullable=False),
    sa.Column('band', sa.String(length=32), nullable=False),
    sa.CheckConstraint("band IN ('elementary', 'middle', 'high')", name=op.f('ck_school_band_band')),
    sa.ForeignKeyConstraint(['district', 'school'], ['school.district', 'school.id'], name=op.f('fk_school_band_district_school_school')),
    sa.PrimaryKeyConstraint('district', 'school', name=op.f('pk_school_band')),
    sqlite_with_rowid=False
    )
    op.create_table('measure_tally',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('month', sa.Integer(), nullable=False),
    sa.Column('school', sa.LargeBinary(length=16), nullable=False),
    sa.Column('event', sa.String(length=32), nullable=False),
    sa.Column('n', sa.Integer(), nullable=False),
    sa.CheckConstraint("event IN (" + ", ".join(f"'{event}'" for event in EVENTS) + ")", name=op.f('ck_measure_tally_event')),
    sa.PrimaryKeyConstraint('district', 'month', 'school', 'event', name=op.f('pk_measure_tally')),
    sqlite_with_rowid=False
    )
    op.create_table('measure_day',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('day', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('district', name=op.f('pk_measure_day')),
    sqlite_with_rowid=False
    )
    op.create_table('report_period',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('period', sa.Integer(), nullable=False),
    sa.Column('closed_minute', sa.Integer(), nullable=False),
    sa.Column('decided_minute', sa.Integer(), nullable=True),
    sa.PrimaryKeyConstraint('district', 'period', name=op.f('pk_report_period')),
    sqlite_with_rowid=False
    )
    op.create_table('released_place',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('place', sa.String(length=40), nullable=False),
    sa.Column('band', sa.String(length=32), nullable=False),
    sa.PrimaryKeyConstraint('district', 'year', 'place', name=op.f('pk_released_place')),
    sqlite_with_rowid=False
    )
    op.create_table('released_figure',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('period', sa.Integer(), nullable=False),
    sa.Column('place', sa.String(length=40), nullable=False),
    sa.Column('figure', sa.String(length=32), nullable=False),
    sa.Column('low', sa.Integer(), nullable=True),
    sa.Column('high', sa.Integer(), nullable=True),
    sa.PrimaryKeyConstraint('district', 'period', 'place', 'figure', name=op.f('pk_released_figure')),
    sqlite_with_rowid=False
    )


def downgrade() -> None:
    for table in ('released_figure', 'released_place', 'report_period', 'measure_day', 'measure_tally', 'school_band'):
        op.drop_table(table)
