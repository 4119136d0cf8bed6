// Who may do what in a plan. The server decides with this; the screen uses the same answer to grey what is not allowed.
// Rights per cell (partner, state, phases) come with the rights issue and replace `mayEditCells`.

export type Role = 'coordinator' | 'viewer';

export const roles: readonly Role[] = ['coordinator', 'viewer'];

export function isRole(text: string): text is Role {
  return (roles as readonly string[]).includes(text);
}

export function mayEditCells(role: Role): boolean {
  return role === 'coordinator';
}

export function mayRunCommands(role: Role): boolean {
  return role === 'coordinator';
}

export function maySetCommittees(role: Role): boolean {
  return role === 'coordinator';
}

export function mayInvite(role: Role): boolean {
  return role === 'coordinator';
}

/** The instance's administrators; whoever creates a contract coordinates it. */
export function mayCreateContracts(user: { readonly isAdmin: boolean }): boolean {
  return user.isAdmin;
}
