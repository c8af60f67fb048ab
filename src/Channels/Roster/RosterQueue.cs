using Steward.Channels.Storage;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Roster;

/// <summary>Groups whose roster is to be fetched, by chat id.</summary>
internal sealed class RosterQueue(Database database, TimeProvider clock) : WorkTable("roster_fetches", "chat_id", database, clock);
