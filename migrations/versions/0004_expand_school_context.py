"""schools' own names for places, their hours and days off"""

from alembic import op
import sqlalchemy as sa

revision = '0004_expand_school_context'
down_revision = '0003_expand_feedback'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('school_place',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('school', sa.LargeBinary(length=16), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.ForeignKeyConstraint(['district', 'school'], ['school.district', 'school.id'], name=op.f('fk_school_place_district_school_school')),
    sa.PrimaryKeyConstraint('district', 'school', 'position', name=op.f('pk_school_place')),
    sqlite_with_rowid=False
    )
    op.create_table('school_hours',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('school', sa.LargeBinary(length=16), nullable=False),
    sa.Column('weekday', sa.Integer(), nullable=False),
    sa.Column('opens', sa.Integer(), nullable=False),
    sa.Column('closes', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['district', 'school'], ['school.district', 'school.id'], name=op.f('fk_school_hours_district_school_school')),
    sa.PrimaryKeyConstraint('district', 'school', 'weekday', name=op.f('pk_school_hours')),
    sqlite_with_rowid=False
    )
    op.create_table('school_day_off',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('school', sa.LargeBinary(length=16), nullable=False),
    sa.Column('day', sa.String(length=10), nullable=False),
    sa.ForeignKeyConstraint(['district', 'school'], ['school.district', 'school.id'], name=op.f('fk_school_day_off_district_school_school')),
    sa.PrimaryKeyConstraint('district', 'school', 'day', name=op.f('pk_school_day_off')),
    sqlite_with_rowid=False
    )


def downgrade() -> None:
    op.drop_table('school_day_off')
    op.drop_table('school_hours')
    op.drop_table('school_place')
