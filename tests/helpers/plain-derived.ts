// The derived values of domain.md §8 computed the plain way: loops over the rows, no engine, no declarations. The engine is
// checked against it on random plans, so nothing here may import calc/ or the declared expressions.
import type { CellKey, RowId } from '../../src/lib/contract/ids.ts';
import { parseValue } from '../../src/lib/contract/parse.ts';
import { compareRows, type FicheRow, type IndicatorRow } from '../../src/lib/contract/rows.ts';
import type { CellKind } from '../../src/lib/contract/kinds.ts';
import type { DocumentContent } from '../../src/lib/document/read.ts';

export interface PlainValue {
  value: number | null;
  reason: string | null;
}

export interface PlainPlan {
  rows: Map<string, Record<string, PlainValue>>;
  overall: Record<string, { value: number | null; ignored: number }>;
  axes: Map<number, Record<string, { value: number | null; ignored: number }>>;
  envelope: { amount: number | null; planned: number | null; rest: number | null; withoutAmount: number };
}

/** A number, a text, or nothing. */
type Read = number | 'text' | null;

/** An amount together with the places of the texts it leaves out. */
interface Amount {
  value: number | null;
  texts: Set<string>;
}

const moneyLines = [
  'p104 reliquats collectivite collectivite_directs collectivite_nature autres autres_p103 autres_p147 autres_p177',
  'autres_etat autres_fami autres_prives',
].flatMap((line) => line.split(' '));
const countLines = [
  'beneficiaires_total hommes femmes moins25 bpi bpi_hommes bpi_femmes bpi_moins25 bpt hors_epa acteurs_nombre',
].flatMap((line) => line.split(' '));
const hourly = {
  fr_heures: 'fr',
  droits_heures: 'droits',
  republique_heures: 'republique',
  numerique_heures: 'numerique',
};

export function computePlainly(content: DocumentContent): PlainPlan {
  const all = [...content.rows.values()].sort(compareRows);
  const fiches = all.filter((row) => row.kind === 'fiche');
  const indicators = all.filter((row) => row.kind === 'indicator');
  const envelope = content.plan?.envelope ?? null;
  const rows: PlainPlan['rows'] = new Map();

  const read = (rowId: RowId, column: string, kind: CellKind, unit: string | null): Read => {
    const parsed = parseValue(kind, content.cells.get(`${rowId}:${column}` as CellKey) ?? null, unit);
    if (parsed.state === 'empty') return null;
    return parsed.state === 'value' && typeof parsed.value === 'number' ? parsed.value : 'text';
  };

  for (const fiche of fiches) {
    const line = lineReader(fiche, read);
    const side = (suffix: string) => {
      const collectivite = effective(line, 'collectivite', ['directs', 'nature'], suffix);
      const autres = effective(line, 'autres', ['p103', 'p147', 'p177', 'etat', 'fami', 'prives'], suffix);
      const total = add([
        line.amount(`p104${suffix}`),
        line.amount(`reliquats${suffix}`),
        collectivite,
        autres,
      ]);
      return { collectivite, autres, total };
    };
    const planned = side('');
    const spent = side('@spent');
    const people = line.read('beneficiaires_total');
    const reached = line.read('beneficiaires_total@realised');
    rows.set(fiche.id, {
      collectivite: amountOrReason(planned.collectivite, 'no_amount'),
      autres: amountOrReason(planned.autres, 'no_amount'),
      cout_total: amountOrReason(planned.total, 'no_amount'),
      cout_unitaire: perPerson(planned.total, people, 'no_total'),
      taux_cofinancement: cofinancing(planned.collectivite, planned.total),
      part_enveloppe: share(line.read('p104'), envelope),
      'collectivite@spent': amountOrReason(spent.collectivite, 'no_spending'),
      'autres@spent': amountOrReason(spent.autres, 'no_spending'),
      'cout_total@spent': amountOrReason(spent.total, 'no_spending'),
      'cout_unitaire@realised': perPerson(spent.total, reached, 'no_spending'),
      reliquat: remainder(line),
    });
    for (const [hoursKey, section] of Object.entries(hourly)) {
      const row = indicators.find(
        ({ ficheId, key, archived }) => ficheId === fiche.id && key === hoursKey && !archived,
      );
      if (row === undefined) continue;
      const hours = (column: string): Read => read(row.id, column, row.valueKind, row.unit);
      rows.set(`${fiche.id}.${section}_cout_horaire`, {
        target: perHourAndPerson(planned.total, hours('target'), people, 'no_total'),
        'target@realised': perHourAndPerson(spent.total, hours('target@realised'), reached, 'no_spending'),
      });
    }
  }
  for (const row of indicators) {
    if (!['count', 'hours', 'money', 'percent', 'duration', 'ratio'].includes(row.valueKind)) continue;
    rows.set(row.id, { taux_realisation: rate(row, read) });
  }

  const counted = fiches.filter(({ archived }) => !archived);
  const axisNumbers = new Set([
    ...(content.plan?.axes ?? []).map(({ number }) => number),
    ...counted.map(({ axis }) => axis),
  ]);
  const totalsOf = (some: readonly FicheRow[]) =>
    totalRow(
      some.map((fiche) => lineReader(fiche, read)),
      envelope,
    );
  const p104 = counted
    .map((fiche) => read(fiche.id, 'p104', 'money', '€'))
    .filter((value) => typeof value === 'number');
  const sum = p104.reduce((total, value) => total + value, 0);
  return {
    rows,
    overall: totalsOf(counted),
    axes: new Map(
      [...axisNumbers].map((axis) => [axis, totalsOf(counted.filter((fiche) => fiche.axis === axis))]),
    ),
    envelope: {
      amount: envelope,
      planned: p104.length === 0 ? null : sum,
      rest: envelope === null ? null : envelope - sum,
      withoutAmount: counted.length - p104.length,
    },
  };
}

interface LineReader {
  read(column: string): Read;
  amount(column: string): Amount;
}

function lineReader(
  fiche: FicheRow,
  read: (rowId: RowId, column: string, kind: CellKind, unit: string | null) => Read,
): LineReader {
  const readLine = (column: string): Read => {
    const isMoney = moneyLines.includes(column.replace(/@.*/, ''));
    return read(fiche.id, column, isMoney ? 'money' : 'count', isMoney ? '€' : 'personnes');
  };
  return {
    read: readLine,
    amount(column) {
      const value = readLine(column);
      return value === 'text' ? { value: null, texts: new Set([column]) } : { value, texts: new Set() };
    },
  };
}

function add(amounts: readonly Amount[]): Amount {
  const known = amounts.flatMap(({ value }) => (value === null ? [] : [value]));
  const value = known.length === 0 ? null : known.reduce((sum, one) => sum + one, 0);
  return { value, texts: new Set(amounts.flatMap(({ texts }) => [...texts])) };
}

function effective(line: LineReader, key: string, parts: readonly string[], suffix: string): Amount {
  if (line.read(key + suffix) !== null) return line.amount(key + suffix);
  return add(parts.map((part) => line.amount(`${key}_${part}${suffix}`)));
}

function amountOrReason({ value, texts }: Amount, whenEmpty: string): PlainValue {
  return { value, reason: texts.size > 0 ? 'incomplete' : value === null ? whenEmpty : null };
}

function perPerson(cost: Amount, people: Read, whenEmpty: string): PlainValue {
  if (people === null) return { value: null, reason: 'no_beneficiaries' };
  if (people === 'text') return { value: null, reason: 'text_beneficiaries' };
  if (people === 0) return { value: null, reason: 'zero_beneficiaries' };
  const { value, reason } = amountOrReason(cost, whenEmpty);
  return { value: value === null ? null : value / people, reason };
}

function perHourAndPerson(cost: Amount, hours: Read, people: Read, whenEmpty: string): PlainValue {
  if (hours === null) return { value: null, reason: 'no_hours' };
  if (hours === 'text') return { value: null, reason: 'text_hours' };
  if (hours === 0) return { value: null, reason: 'zero_hours' };
  const each = perPerson(cost, people, whenEmpty);
  return { ...each, value: each.value === null ? null : each.value / hours };
}

function cofinancing(collectivite: Amount, total: Amount): PlainValue {
  if (total.value === null) return { value: null, reason: total.texts.size > 0 ? 'incomplete' : 'no_total' };
  if (total.value === 0) return { value: null, reason: 'zero_total' };
  if (collectivite.value === null) {
    return { value: null, reason: collectivite.texts.size > 0 ? 'incomplete' : 'no_amount' };
  }
  return {
    value: (collectivite.value / total.value) * 100,
    reason: total.texts.size > 0 ? 'incomplete' : null,
  };
}

function share(amount: Read, envelope: number | null): PlainValue {
  if (envelope === null || envelope === 0) return { value: null, reason: 'no_envelope' };
  if (amount === null) return { value: null, reason: 'no_amount' };
  if (amount === 'text') return { value: null, reason: 'incomplete' };
  return { value: (amount / envelope) * 100, reason: null };
}

function remainder(line: LineReader): PlainValue {
  const spent = line.read('p104@spent');
  const received = line.read('p104@received');
  const carried = line.read('reliquats');
  if (spent === null) return { value: null, reason: 'no_spending' };
  if (spent === 'text') return { value: null, reason: 'incomplete' };
  if (received === null) return { value: null, reason: 'no_amount' };
  if (received === 'text') return { value: null, reason: 'incomplete' };
  if (carried === 'text') return { value: received - spent, reason: 'incomplete' };
  return { value: received + (carried ?? 0) - spent, reason: null };
}

function rate(
  row: IndicatorRow,
  read: (rowId: RowId, column: string, kind: CellKind, unit: string | null) => Read,
): PlainValue {
  const target = read(row.id, 'target', row.valueKind, row.unit);
  const realised = read(row.id, 'target@realised', row.valueKind, row.unit);
  if (target === null) return { value: null, reason: 'no_target' };
  if (target === 'text') return { value: null, reason: 'text_target' };
  if (realised === null) return { value: null, reason: 'no_realised' };
  if (realised === 'text') return { value: null, reason: 'text_realised' };
  if (target === 0) return { value: null, reason: realised === 0 ? 'zero_target' : 'off_target' };
  return { value: (realised / target) * 100, reason: null };
}

function totalRow(lines: readonly LineReader[], envelope: number | null): PlainPlan['overall'] {
  const row: PlainPlan['overall'] = {};
  const total = (amounts: readonly Amount[]) => ({
    value: add(amounts).value,
    ignored: amounts.reduce((count, { texts }) => count + texts.size, 0),
  });
  const each = lines.map((line) => {
    const collectivite = effective(line, 'collectivite', ['directs', 'nature'], '');
    const autres = effective(line, 'autres', ['p103', 'p147', 'p177', 'etat', 'fami', 'prives'], '');
    const collectiviteSpent = effective(line, 'collectivite', ['directs', 'nature'], '@spent');
    const autresSpent = effective(
      line,
      'autres',
      ['p103', 'p147', 'p177', 'etat', 'fami', 'prives'],
      '@spent',
    );
    return {
      line,
      collectiviteSpent,
      autresSpent,
      costSpent: add([
        line.amount('p104@spent'),
        line.amount('reliquats@spent'),
        collectiviteSpent,
        autresSpent,
      ]),
      left: {
        value: remainder(line).value,
        // An action whose spending nobody gave yet leaves nothing out: it has no remainder at all.
        texts:
          remainder(line).reason === 'incomplete'
            ? add(['p104@spent', 'p104@received', 'reliquats'].map((key) => line.amount(key))).texts
            : new Set<string>(),
      },
      collectivite,
      autres,
      cost: add([line.amount('p104'), line.amount('reliquats'), collectivite, autres]),
    };
  });
  for (const key of [...moneyLines, ...countLines]) row[key] = total(lines.map((line) => line.amount(key)));
  for (const key of moneyLines) row[`${key}@spent`] = total(lines.map((line) => line.amount(`${key}@spent`)));
  for (const key of countLines)
    row[`${key}@realised`] = total(lines.map((line) => line.amount(`${key}@realised`)));
  const collectivite = total(each.map((one) => one.collectivite));
  const autres = total(each.map((one) => one.autres));
  const cost = total(each.map((one) => one.cost));
  const withPeople = each.filter(({ line }) => Number(line.amount('beneficiaires_total').value) > 0);
  const servedCost = total(withPeople.map((one) => one.cost));
  const people = total(lines.map((line) => line.amount('beneficiaires_total')));
  const p104 = total(lines.map((line) => line.amount('p104')));
  const ratio = (numerator: number | null, denominator: number | null, scale: number): number | null =>
    numerator === null || denominator === null || denominator === 0
      ? null
      : (numerator / denominator) * scale;
  return {
    ...row,
    'collectivite@spent': total(each.map((one) => one.collectiviteSpent)),
    'autres@spent': total(each.map((one) => one.autresSpent)),
    'cout_total@spent': total(each.map((one) => one.costSpent)),
    'p104@received': total(lines.map((line) => line.amount('p104@received'))),
    reliquat: total(each.map((one) => one.left)),
    collectivite,
    autres,
    cout_total: cost,
    cout_unitaire: {
      value: ratio(servedCost.value, people.value, 1),
      ignored: servedCost.ignored + people.ignored,
    },
    taux_cofinancement: { value: ratio(collectivite.value, cost.value, 100), ignored: cost.ignored },
    part_enveloppe: { value: ratio(p104.value, envelope, 100), ignored: p104.ignored },
  };
}
