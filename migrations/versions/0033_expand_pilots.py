"""pilots: what was expected of them, in every version, what they cost, and what waits for one"""

from alembic import op
import sqlalchemy as sa

revision = '0033_expand_pilots'
down_revision = '0032_expand_held_reply'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('pilot',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('id', sa.LargeBinary(length=16), nullable=False),
    sa.Column('begun_minute', sa.Integer(), nullable=True),
    sa.Column('ended_minute', sa.Integer(), nullable=True),
    sa.PrimaryKeyConstraint('district', 'id', name=op.f('pk_pilot')),
    sqlite_with_rowid=False
    )
    op.create_table('pilot_version',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('pilot', sa.LargeBinary(length=16), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('minute', sa.Integer(), nullable=False),
    sa.Column('why', sa.String(length=120), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('places', sa.Text(), nullable=False),
    sa.Column('topics', sa.Text(), nullable=False),
    sa.Column('feature', sa.String(length=32), nullable=False),
    sa.Column('measure', sa.String(length=32), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('baseline', sa.Integer(), nullable=False),
    sa.Column('target', sa.Integer(), nullable=False),
    sa.Column('go', sa.Integer(), nullable=False),
    sa.Column('stop', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['district', 'pilot'], ['pilot.district', 'pilot.id'], name=op.f('fk_pilot_version_district_pilot_pilot')),
    sa.PrimaryKeyConstraint('district', 'pilot', 'version', name=op.f('pk_pilot_version')),
    sqlite_with_rowid=False
    )
    op.create_table('pilot_cost',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('pilot', sa.LargeBinary(length=16), nullable=False),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('day', sa.Integer(), nullable=False),
    sa.Column('what', sa.String(length=120), nullable=False),
    sa.Column('dollars', sa.Integer(), nullable=False),
    sa.Column('hours', sa.Integer(), nullable=False),
    sa.Column('rate', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['district', 'pilot'], ['pilot.district', 'pilot.id'], name=op.f('fk_pilot_cost_district_pilot_pilot')),
    sa.PrimaryKeyConstraint('district', 'pilot', 'seq', name=op.f('pk_pilot_cost')),
    sqlite_with_rowid=False
    )
    op.create_table('pilot_feature',
    sa.Column('district', sa.LargeBinary(length=16), nullable=False),
    sa.Column('feature', sa.String(length=32), nullable=False),
    sa.Column('only', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('district', 'feature', name=op.f('pk_pilot_feature')),
    sqlite_with_rowid=False
    )


def downgrade() -> None:
    for table in ('pilot_feature', 'pilot_cost', 'pilot_version', 'pilot'):
        op.drop_table(table)
