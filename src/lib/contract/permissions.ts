// Who may do what in a plan: one matrix (role × row kind × column group × phase) that the server's check decides with, that
// the grid greys with, that the page of rights is written from and that the tests walk. Deny by default.
import type { Command } from './commands.ts';
import type { ColumnId, OrganisationId } from './ids.ts';
import type { Phase } from './plan.ts';
import type { FicheRow, Row, RowKind } from './rows.ts';

/** From who may most to who may least. */
export const roles = ['coordinator', 'partner', 'state', 'viewer'] as const;
export type Role = (typeof roles)[number];

export function isRole(text: string): text is Role {
  return (roles as readonly string[]).includes(text);
}

/** What a person is in one contract. A partner without an organisation carries no action. */
export interface Rights {
  readonly role: Role;
  readonly organisationId: OrganisationId | null;
}

export function isSameRights(one: Rights, other: Rights): boolean {
  return one.role === other.role && one.organisationId === other.organisationId;
}

/** What the part of a column id after `@` says; `planned` without one. */
export const columnGroups = ['planned', 'proposed', 'realised', 'spent', 'received', 'comment'] as const;
export type ColumnGroup = (typeof columnGroups)[number];

export function columnGroupOf(column: ColumnId): ColumnGroup {
  const at = column.lastIndexOf('@');
  // On indicator rows the comment is a column of its own.
  if (at === -1) return column === 'comment' ? 'comment' : 'planned';
  const side = column.slice(at + 1);
  return columnGroups.find((group) => group === side) ?? 'planned';
}

/** `own`: of the actions that one's organisation carries. */
export type Reach = 'all' | 'own';

type ByRole = Partial<Readonly<Record<Role, Reach>>>;

const nobody: ByRole = {};
const coordinators: ByRole = { coordinator: 'all' };
const carriers: ByRole = { coordinator: 'all', partner: 'own' };

/** Rows are phases, columns are groups. Signing freezes what is planned for everybody (contract, article 10). */
const matrix: Readonly<Record<Phase, Readonly<Record<ColumnGroup, ByRole>>>> = {
  draft: {
    planned: carriers,
    proposed: carriers,
    realised: nobody,
    spent: nobody,
    received: nobody,
    comment: carriers,
  },
  signed: {
    planned: nobody,
    proposed: carriers,
    realised: carriers,
    spent: carriers,
    received: coordinators,
    comment: carriers,
  },
  closed: {
    planned: nobody,
    proposed: nobody,
    realised: nobody,
    spent: nobody,
    received: nobody,
    comment: nobody,
  },
};

const groupsByKind: Readonly<Record<RowKind, readonly ColumnGroup[]>> = {
  fiche: columnGroups,
  indicator: ['planned', 'proposed', 'realised', 'comment'],
  entry: ['planned'],
};

export function hasGroup(kind: RowKind, group: ColumnGroup): boolean {
  return groupsByKind[kind].includes(group);
}

/** Null: no cell of that kind at all. */
export function reachOf(role: Role, kind: RowKind, group: ColumnGroup, phase: Phase): Reach | null {
  return hasGroup(kind, group) ? (matrix[phase][group][role] ?? null) : null;
}

/** Why a cell cannot be written, from what concerns everybody to what concerns this person. Each is also an error code. */
export type CellRefusal =
  | 'archived'
  | 'plan_closed'
  | 'fiche_closed'
  | 'read_only_role'
  | 'signed'
  | 'not_signed'
  | 'not_your_action'
  | 'coordinator_only';

export interface CellPlaceInPlan {
  readonly phase: Phase;
  readonly row: Row;
  /** The action of the row, or the row itself; absent when the plan does not hold it. */
  readonly fiche: FicheRow | undefined;
  readonly group: ColumnGroup;
}

/** Null when the person may write the cell now. */
export function cellRefusal(
  { role, organisationId }: Rights,
  { phase, row, fiche, group }: CellPlaceInPlan,
): CellRefusal | null {
  if (fiche === undefined || fiche.archived || row.archived) return 'archived';
  if (phase === 'closed') return 'plan_closed';
  if (fiche.closed === true) return 'fiche_closed';
  if (!mayEditCells(role)) return 'read_only_role';
  // Nobody now, whatever the role: the phase is the reason.
  if (reachOf('coordinator', row.kind, group, phase) === null)
    return phase === 'signed' ? 'signed' : 'not_signed';
  const reach = reachOf(role, row.kind, group, phase);
  if (reach === null) return 'coordinator_only';
  const carries = organisationId !== null && fiche.organisationIds.includes(organisationId);
  return reach === 'all' || carries ? null : 'not_your_action';
}

/** Asked for each cell of each paste: looked up, not looked for. */
const editors: ReadonlySet<Role> = new Set(
  roles.filter((role) =>
    Object.values(matrix).some((groups) =>
      Object.values(groups).some((byRole) => byRole[role] !== undefined),
    ),
  ),
);

/** Is there a cell that this role may ever write? */
export function mayEditCells(role: Role): boolean {
  return editors.has(role);
}

/** Commands on rows, signing, organisations. */
export function mayRunCommands(role: Role): boolean {
  return role === 'coordinator';
}

/** What a signed plan says of its rows: only an amendment changes it. */
const frozenBySigning: ReadonlySet<Command['type']> = new Set([
  'row.rename',
  'indicator.aggregate',
  'row.archive',
  'row.restore',
]);

export type CommandRefusal = 'read_only_role' | 'plan_closed' | 'signed_row' | 'fiche_closed' | 'not_signed';

/** Null when the command may be run on this row (null: a new action). */
export function commandRefusal(
  role: Role,
  command: Pick<Command, 'type'>,
  { phase, row, fiche }: { phase: Phase; row: Row | null; fiche: FicheRow | null },
): CommandRefusal | null {
  if (!mayRunCommands(role)) return 'read_only_role';
  if (phase === 'closed') return 'plan_closed';
  if (command.type === 'fiche.close' || command.type === 'fiche.reopen')
    return phase === 'signed' ? null : 'not_signed';
  if (phase === 'signed' && row?.signed === true && frozenBySigning.has(command.type)) return 'signed_row';
  return fiche?.closed === true && command.type !== 'fiche.assign' ? 'fiche_closed' : null;
}

export function maySetCommittees(role: Role): boolean {
  return role === 'coordinator';
}

/** Invitations, members, organisations of a contract. */
export function mayManagePeople(role: Role): boolean {
  return role === 'coordinator';
}

/** The instance's administrators; whoever creates a contract coordinates it. */
export function mayCreateContracts(user: { readonly isAdmin: boolean }): boolean {
  return user.isAdmin;
}
