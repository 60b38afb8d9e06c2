import type { IntegrationView, MappingView, SetupCommand } from 'leadloom';
import { answer, core, integrations, mapping } from '../core';
import { roleName } from '../me';
import { absolute } from '../time';

/**
 * The commands that led to this set-up, as its document keeps them: who, when, what, and what had been
 * said of the same thing before.
 */
const commands = answer(async () => {
  const { text } = await core.exportSetup();
  return (JSON.parse(text) as { history?: SetupCommand[] }).history ?? [];
});

interface Names {
  integrations: IntegrationView[];
  mapping: MappingView | undefined;
}

/** What a command is about and what it says of that. */
interface Told {
  about: string;
  says?: string;
}

const listed = (ids: readonly string[], all: readonly { id: string; name: string }[] = []) =>
  ids.map((id) => all.find((one) => one.id === id)?.name ?? id).join(', ') || 'nothing';

function told(command: SetupCommand, names: Names): Told {
  const of = (id: string) => names.integrations.find((one) => one.id === id);
  const nameOf = (id: string) => of(id)?.name ?? id;
  const accountOf = (id: string, account: string) =>
    of(id)?.accounts.find((one) => one.id === account);
  const labelOf = (trade: string, id: string) =>
    names.mapping?.rows.find((row) => row.trade === trade && row.standardJobType === id)?.label ??
    id;
  const onOff = (on: boolean) => (on ? 'on' : 'off');
  switch (command.type) {
    case 'accept_agreement':
      return {
        about: `Data agreement of ${nameOf(command.integration)}`,
        says: `version ${command.version} accepted`,
      };
    case 'connect_account':
    case 'disconnect_account': {
      const { integration, account } = command;
      const given = command.type === 'connect_account' ? command.name : undefined;
      return {
        about: `Account ${given ?? accountOf(integration, account)?.name ?? account} of ${nameOf(integration)}`,
        says: command.type === 'connect_account' ? 'connected' : 'disconnected',
      };
    }
    case 'assign_business_units': {
      const { integration, account, profile, businessUnits } = command;
      const owner = accountOf(integration, account);
      const served = profile ? owner?.profiles.find(({ id }) => id === profile) : owner;
      return {
        about: `Business units of ${served?.name ?? profile ?? account}`,
        says: listed(businessUnits, names.mapping?.businessUnits),
      };
    }
    case 'select_trades': {
      const trades = names.mapping?.trades.map(({ id, label }) => ({ id, name: label }));
      return { about: 'Trades', says: listed(command.trades, trades) };
    }
    case 'map_job_type': {
      const { trade, standardJobType, jobTypes, businessUnits } = command;
      const types = listed(jobTypes, names.mapping?.jobTypes);
      return {
        about: `Mapping of ${labelOf(trade, standardJobType)}`,
        says: `${types} / ${listed(businessUnits, names.mapping?.businessUnits)}`,
      };
    }
    case 'set_enabled':
      return { about: nameOf(command.integration), says: onOff(command.enabled) };
    case 'set_job_type_enabled': {
      const { trade, standardJobType, integration, enabled } = command;
      return {
        about: `${labelOf(trade, standardJobType)} from ${nameOf(integration)}`,
        says: onOff(enabled),
      };
    }
    case 'set_campaign':
      return {
        about: `Campaign of ${nameOf(command.integration)}`,
        says: listed([command.campaign], names.mapping?.campaigns),
      };
  }
}

interface Entry extends Told {
  command: SetupCommand;
  before?: string | undefined;
}

/** Newest first. */
function entries(all: readonly SetupCommand[], names: Names): Entry[] {
  const latest = new Map<string, string | undefined>();
  const found = all.map((command) => {
    const { about, says } = told(command, names);
    const before = latest.get(about);
    latest.set(about, says);
    return { command, about, says: says ?? '', before };
  });
  return found.reverse();
}

export function History() {
  const all = entries(commands.value ?? [], {
    integrations: integrations.value ?? [],
    mapping: mapping.value,
  });
  if (commands.value && all.length === 0) {
    return (
      <p class="quiet">Nothing has been changed yet. What is changed from now on stands here.</p>
    );
  }
  return (
    <ol class="history" reversed>
      {all.map(({ command, about, says, before }, index) => (
        <li key={all.length - index}>
          <span>
            <strong>{about}</strong>
            <span class="block">
              {before !== undefined && before !== says && (
                <>
                  <del>{before}</del> <span aria-hidden="true">→</span>{' '}
                </>
              )}
              <ins>{says}</ins>
            </span>
          </span>
          <span class="quiet">
            {command.by.name}, {roleName(command.by.role)}
            <time class="block" dateTime={command.at}>
              {absolute(command.at)}
            </time>
          </span>
        </li>
      ))}
    </ol>
  );
}
