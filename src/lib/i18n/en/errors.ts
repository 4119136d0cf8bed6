// English sentences of the area « errors ».
import {
  maxCommittees,
  maxLabelLength,
  maxOrganisationNameLength,
  maxOrganisations,
  maxMomentNameLength,
  maxMoments,
  maxViewNameLength,
} from '../../contract/limits.ts';
import { minPasswordLength } from '../../contract/password.ts';
import type { errors as French } from '../fr/errors.ts';

export const errors: typeof French = {
  // request and session
  bad_request: 'The request was not understood. Reload the page and try again.',
  bad_origin:
    'The request comes from another address than Trame’s. Open Trame at its usual address; if you are already there, the administrator must add this address to ORIGIN.',
  not_signed_in: 'Your session has ended. Sign in to continue.',
  forbidden:
    'Your role does not allow this. Ask a coordinator of the contract or the administrator of Trame.',
  not_found: 'This page does not exist, or you have no access to it. Go back to the list of contracts.',
  too_many_attempts: 'Too many attempts. Wait a few minutes before trying again.',
  internal: 'Trame could not finish this. Try again; if it happens again, tell the administrator.',
  // accounts
  wrong_credentials:
    'The e-mail or the password is wrong. Correct it, or ask a coordinator for a reset link.',
  account_disabled: 'This account is disabled. Ask the administrator.',
  email_taken: 'An account with this e-mail already exists. Sign in with it, or give another e-mail.',
  email_invalid: 'This e-mail is not complete. Write it like “first.last@city.org”.',
  name_missing: 'The name is missing. Give your first and last name.',
  password_too_short: `The password is too short. Choose at least ${minPasswordLength} characters.`,
  setup_link_invalid: 'This set-up link is not valid. Use the latest one printed in the server’s console.',
  setup_already_done: 'Trame is already set up: the first account exists. Sign in.',
  invitation_unknown: 'This invitation does not exist. Check that the link is whole, or ask for a new one.',
  invitation_expired: 'This invitation has expired. Ask the contract’s coordinator for a new one.',
  invitation_used:
    'This invitation has already been used. Sign in, or ask the contract’s coordinator for a new one.',
  already_member:
    'You are a member of this contract already, and this invitation would give you nothing more. Your rights stay the same, and the link stays valid for the person it is meant for.',
  reset_link_invalid: 'This reset link is no longer valid. Ask a coordinator for a new one.',
  // contracts and commands
  title_missing: 'The title is missing. Give one to continue.',
  exercise_invalid: 'The funding year cannot be read. Write two consecutive years, such as 2024-2025.',
  envelope_invalid:
    'The envelope is not an amount. Write it in euros, such as 246\u00a0000, or leave it empty.',
  axes_missing: 'The contract has no priority area. Give at least one.',
  axis_unknown: 'This priority area is not in the contract. Choose one from the list.',
  row_unknown: 'This row does not exist in the plan. Reload the page.',
  row_archived: 'This row is archived. Restore it before changing it.',
  label_missing: 'The label is missing. Give one to continue.',
  label_too_long: `The label is too long. Keep at most ${maxLabelLength} characters; details go into the comment.`,
  number_taken: 'Another action already has this number. Choose another one.',
  template_key_unknown: 'This indicator is not in the template. Choose one from the list.',
  committee_day_invalid:
    'This is no committee day between 2000 and 2100. Write it day, month, year, like 05/12/2024.',
  committee_day_known: 'This committee day is in the list already. Give another one.',
  too_many_committees: `The list is full: ${maxCommittees} committees. Remove one before you add another.`,
  view_name_missing: 'Give the view a name.',
  view_name_too_long: `The name of the view is too long. Keep at most ${maxViewNameLength} characters.`,
  view_name_taken: 'One of your views of this tab already has this name. Choose another one.',
  too_many_views: 'You already have fifty views of this plan. Delete one before you save another.',
  moment_name_missing: 'Give this moment a name.',
  moment_name_too_long: `The name of the moment is too long. Keep at most ${maxMomentNameLength} characters.`,
  moment_invalid: 'This moment does not exist, or has not passed yet.',
  too_many_moments: `This plan already has ${maxMoments} named moments. Delete one before you name another.`,
  indicator_already_there: 'This indicator is already in the action. If it is archived, restore it.',
  position_invalid: 'The row cannot go to this place. Choose a place in the same list.',
  // frames
  frame_too_large: 'This edit is too large. Make it in several steps.',
  rate_limited:
    'Too many edits in a short time. They are kept on this device and will be sent again shortly.',
  malformed: 'The server could not read this edit. Reload the page, then type it again.',
  clock_gap: 'The server is missing an earlier edit. The page reconnects and sends what is missing.',
  foreign_client: 'This edit does not come from this tab. Reload the page, then type it again.',
  frame_out_of_order: 'The edits arrived out of order. The page reconnects and sends them again.',
  not_a_cell: 'This edit does not concern a cell of the plan. Reload the page.',
  not_scalar: 'This value does not belong in a cell. Type a text or a number.',
  text_too_long: 'This text is too long for the cell. Shorten it.',
  unknown_column: 'This row has no such column. Reload the page.',
  unknown_row: 'This row does not exist in the plan. Reload the page.',
  archived: 'This row has been archived. Restore it, then apply your edit again.',
  read_only_role: 'Your role lets you read this plan, not change it. Ask a coordinator.',
  lease_unknown: 'The connection to the plan was replaced. The page reconnects.',
  epoch_changed: 'The plan was reorganised on the server. The page reloads it and sends your edits again.',
  plan_read_only: 'The server cannot save for the moment. Your edits are kept on this device.',
  oracle: 'The server refused this edit as a precaution. Reload the page, then type it again.',
  // operations
  data_dir_locked:
    'The data folder is already used by another Trame server. Stop it, or choose another folder with DATA_DIR.',
  data_dir_not_writable:
    'Trame cannot write in the data folder. Grant this right and check the space on the disk, or choose another folder with DATA_DIR.',
  database_damaged: 'The database is damaged. Stop Trame and put the latest backup back.',
  plan_closed: 'This plan is closed: nothing changes in it any more. It can still be read and exported.',
  fiche_closed:
    'This action is closed: its figures change no more. A coordinator can reopen it from the menu of its row.',
  signed:
    'This value is signed: only an amendment changes it. Write the value you wish in the “proposed” column.',
  not_signed: 'This column opens once the plan is signed. A coordinator signs it.',
  not_your_action:
    'This action is carried by other organisations than yours. Turn to them, or to a coordinator.',
  coordinator_only: 'Only coordinators fill this column. Turn to one of them.',
  signed_row:
    'This row is part of the signed plan: only an amendment changes it. Propose the new values in the “proposed” columns.',
  signing_changed:
    'The plan has changed while you were about to sign it: there is another version or proposal. Read again, then sign.',
  version_not_computed:
    'The version could not be computed, formulas and all: nothing is signed. Try again in a moment; if it happens again, simplify the heaviest formula.',
  organisation_unknown: 'This organisation is not in the contract. Choose one of the list.',
  too_many_organisations: `The list is full: ${maxOrganisations} organisations. Remove one before you add another.`,
  organisation_name_missing: 'The name of the organisation is missing. Give it to go on.',
  organisation_name_too_long: `The name of the organisation is too long. Keep at most ${maxOrganisationNameLength} characters.`,
  organisation_name_taken: 'An organisation of the contract has that name. Choose it, or give another name.',
  organisation_in_use:
    'Members, invitations or actions refer to this organisation. Remove it from them first, or rename it.',
  organisation_needed: 'A partner acts for an organisation. Choose which: they edit the actions it carries.',
  last_coordinator: 'This is the last coordinator of the contract. Give somebody else that role first.',
  database_too_new: 'The database comes from a newer version of Trame. Install that version or a later one.',
  file_exists: 'This file already exists: it was not replaced. Give another name.',
  file_not_writable:
    'The file cannot be written. Check that its folder exists, that you may write there and that the disk has room.',
};
