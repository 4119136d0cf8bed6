// French sentences of the area « errors »: one for every expected failure, saying what happened and what to do.
import type { ErrorCode } from '../../contract/errors.ts';
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

export const errors: Readonly<Record<ErrorCode, string>> = {
  // request and session
  bad_request: 'La demande n’a pas été comprise. Rechargez la page et recommencez.',
  bad_origin:
    'La demande vient d’une autre adresse que celle de Trame. Ouvrez Trame à son adresse habituelle\u00a0; si vous y êtes déjà, l’administrateur doit ajouter cette adresse à ORIGIN.',
  not_signed_in: 'Votre session est terminée. Connectez-vous pour continuer.',
  forbidden:
    'Votre rôle ne le permet pas. Adressez-vous à un coordinateur du contrat ou à l’administrateur de Trame.',
  not_found: 'Cette page n’existe pas, ou vous n’y avez pas accès. Revenez à la liste des contrats.',
  too_many_attempts: 'Trop d’essais. Attendez quelques minutes avant de recommencer.',
  internal:
    'Trame n’a pas pu terminer cette opération. Recommencez\u00a0; si cela se répète, prévenez l’administrateur.',
  // accounts
  wrong_credentials:
    'L’adresse ou le mot de passe est incorrect. Corrigez, ou demandez un lien de réinitialisation à un coordinateur.',
  account_disabled: 'Ce compte est désactivé. Adressez-vous à l’administrateur.',
  email_taken:
    'Un compte existe déjà avec cette adresse. Connectez-vous avec ce compte, ou donnez une autre adresse.',
  email_invalid:
    'Cette adresse électronique n’est pas complète. Écrivez-la comme «\u00a0prenom.nom@ville.fr\u00a0».',
  name_missing: 'Le nom manque. Indiquez votre prénom et votre nom.',
  password_too_short: `Le mot de passe est trop court. Choisissez au moins ${minPasswordLength} caractères.`,
  setup_link_invalid:
    'Ce lien de mise en route n’est pas valable. Prenez le dernier lien affiché dans la console du serveur.',
  setup_already_done: 'Trame est déjà en route\u00a0: le premier compte existe. Connectez-vous.',
  invitation_unknown:
    'Cette invitation n’existe pas. Vérifiez que le lien est entier, ou demandez-en un nouveau.',
  invitation_expired: 'Cette invitation a expiré. Demandez-en une nouvelle au coordinateur du contrat.',
  invitation_used:
    'Cette invitation a déjà servi. Connectez-vous, ou demandez-en une nouvelle au coordinateur du contrat.',
  already_member:
    'Vous êtes déjà membre de ce contrat, et cette invitation ne vous donnerait rien de plus. Vos droits restent les mêmes, et le lien reste valable pour la personne à qui il est destiné.',
  reset_link_invalid:
    'Ce lien de réinitialisation n’est plus valable. Demandez-en un nouveau à un coordinateur.',
  // contracts and commands
  title_missing: 'Le titre manque. Indiquez-le pour continuer.',
  exercise_invalid: 'L’exercice n’est pas lisible. Écrivez deux années qui se suivent, comme 2024-2025.',
  envelope_invalid:
    'L’enveloppe n’est pas un montant. Écrivez-la en euros, comme 246\u00a0000, ou laissez vide.',
  axes_missing: 'Le contrat n’a aucun axe. Indiquez-en au moins un.',
  axis_unknown: 'Cet axe n’existe pas dans le contrat. Choisissez un axe de la liste.',
  row_unknown: 'Cette ligne n’existe pas dans le plan. Rechargez la page.',
  row_archived: 'Cette ligne est archivée. Restaurez-la avant de la modifier.',
  label_missing: 'L’intitulé manque. Indiquez-le pour continuer.',
  label_too_long: `L’intitulé est trop long. Gardez au plus ${maxLabelLength} caractères\u00a0; les détails vont dans le commentaire.`,
  number_taken: 'Une autre action porte déjà ce numéro. Choisissez-en un autre.',
  template_key_unknown:
    'Cet indicateur n’est pas dans le modèle de fiche-action. Choisissez-en un de la liste.',
  committee_day_invalid:
    'Ce n’est pas un jour de comité entre 2000 et 2100. Écrivez-le jour, mois, année, comme 05/12/2024.',
  committee_day_known: 'Ce jour de comité est déjà dans la liste. Indiquez-en un autre.',
  too_many_committees: `La liste est pleine\u00a0: ${maxCommittees} comités. Retirez-en un avant d’en ajouter un autre.`,
  view_name_missing: 'Donnez un nom à la vue.',
  view_name_too_long: `Le nom de la vue est trop long. Gardez au plus ${maxViewNameLength} caractères.`,
  view_name_taken: 'Une de vos vues porte déjà ce nom dans cet onglet. Choisissez-en un autre.',
  too_many_views:
    'Vous avez déjà cinquante vues dans ce plan. Supprimez-en une avant d’en enregistrer une autre.',
  moment_name_missing: 'Donnez un nom à ce moment.',
  moment_name_too_long: `Le nom du moment est trop long. Gardez au plus ${maxMomentNameLength} caractères.`,
  moment_invalid: 'Ce moment n’existe pas, ou il n’est pas encore passé.',
  too_many_moments: `Ce plan a déjà ${maxMoments} moments nommés. Supprimez-en un avant d’en nommer un autre.`,
  indicator_already_there: 'Cet indicateur figure déjà dans l’action. S’il est archivé, restaurez-le.',
  signed_row:
    'Cette ligne fait partie du plan signé\u00a0: seul un avenant la change. Proposez les nouvelles valeurs dans les colonnes «\u00a0proposé\u00a0».',
  signing_changed:
    'Le plan a changé pendant que vous alliez le signer\u00a0: une version ou une proposition est venue s’ajouter. Relisez, puis signez de nouveau.',
  version_not_computed:
    'La version n’a pas pu être calculée, formules comprises\u00a0: rien n’est signé. Recommencez dans un moment\u00a0; si cela se répète, simplifiez la formule la plus lourde.',
  organisation_unknown: 'Cette organisation n’est pas dans le contrat. Choisissez-en une de la liste.',
  too_many_organisations: `La liste est pleine\u00a0: ${maxOrganisations} organisations. Retirez-en une avant d’en ajouter une autre.`,
  organisation_name_missing: 'Le nom de l’organisation manque. Indiquez-le pour continuer.',
  organisation_name_too_long: `Le nom de l’organisation est trop long. Gardez au plus ${maxOrganisationNameLength} caractères.`,
  organisation_name_taken:
    'Une organisation porte déjà ce nom dans le contrat. Choisissez-la, ou donnez un autre nom.',
  organisation_in_use:
    'Des membres, des invitations ou des actions se réfèrent à cette organisation. Retirez-la d’abord de là, ou renommez-la.',
  organisation_needed:
    'Un partenaire agit pour une organisation. Choisissez laquelle\u00a0: il modifiera les actions qu’elle porte.',
  last_coordinator: 'C’est le dernier coordinateur du contrat. Donnez d’abord ce rôle à une autre personne.',
  position_invalid: 'La ligne ne peut pas aller à cette place. Choisissez une place dans la même liste.',
  // frames
  frame_too_large: 'Cette modification est trop volumineuse. Faites-la en plusieurs fois.',
  rate_limited:
    'Trop de modifications en peu de temps. Elles sont gardées sur ce poste et repartiront dans un instant.',
  malformed:
    'Le serveur n’a pas pu lire cette modification. Rechargez la page, puis saisissez-la de nouveau.',
  clock_gap: 'Une modification précédente manque au serveur. La page se reconnecte et renvoie ce qui manque.',
  foreign_client:
    'Cette modification ne vient pas de cet onglet. Rechargez la page, puis saisissez-la de nouveau.',
  frame_out_of_order:
    'Les modifications sont arrivées dans le désordre. La page se reconnecte et les renvoie.',
  not_a_cell: 'Cette modification ne porte pas sur une cellule du plan. Rechargez la page.',
  not_scalar: 'Cette valeur n’a pas sa place dans une cellule. Saisissez un texte ou un nombre.',
  text_too_long: 'Ce texte est trop long pour la cellule. Raccourcissez-le.',
  unknown_column: 'Cette ligne n’a pas cette colonne. Rechargez la page.',
  unknown_row: 'Cette ligne n’existe pas dans le plan. Rechargez la page.',
  archived: 'Cette ligne a été archivée. Restaurez-la, puis appliquez de nouveau votre modification.',
  read_only_role: 'Votre rôle permet de lire ce plan, pas de le modifier. Adressez-vous à un coordinateur.',
  plan_closed: 'Ce plan est clos\u00a0: plus rien n’y change. Il reste lisible et exportable.',
  fiche_closed:
    'Cette action est close\u00a0: ses chiffres ne changent plus. Un coordinateur peut la rouvrir depuis le menu de sa ligne.',
  signed:
    'Cette valeur est signée\u00a0: seul un avenant la change. Écrivez la valeur souhaitée dans la colonne «\u00a0proposé\u00a0».',
  not_signed: 'Cette colonne s’ouvre une fois le plan signé. Un coordinateur le signe.',
  not_your_action:
    'Cette action est portée par d’autres organisations que la vôtre. Adressez-vous à elles, ou à un coordinateur.',
  coordinator_only: 'Seuls les coordinateurs remplissent cette colonne. Adressez-vous à l’un d’eux.',
  lease_unknown: 'La connexion au plan a été remplacée. La page se reconnecte.',
  epoch_changed: 'Le plan a été réorganisé sur le serveur. La page le recharge et renvoie vos modifications.',
  plan_read_only:
    'Le serveur ne peut pas enregistrer pour l’instant. Vos modifications sont gardées sur ce poste.',
  oracle:
    'Le serveur a refusé cette modification par précaution. Rechargez la page, puis saisissez-la de nouveau.',
  // operations
  data_dir_locked:
    'Le dossier de données est déjà utilisé par un autre serveur Trame. Arrêtez-le, ou choisissez un autre dossier avec DATA_DIR.',
  data_dir_not_writable:
    'Trame ne peut pas écrire dans le dossier de données. Donnez-lui ce droit et vérifiez la place sur le disque, ou choisissez un autre dossier avec DATA_DIR.',
  database_damaged:
    'La base de données est endommagée. Arrêtez Trame et remettez la dernière sauvegarde en place.',
  database_too_new:
    'La base de données vient d’une version plus récente de Trame. Installez cette version ou une suivante.',
  file_exists: 'Ce fichier existe déjà\u00a0: il n’a pas été remplacé. Donnez un autre nom.',
  file_not_writable:
    'Le fichier ne peut pas être écrit. Vérifiez que le dossier existe, le droit d’y écrire et la place sur le disque.',
};
