using Steward.Channels.Storage;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Archive;

/// <summary>
/// Groups of which WeCom is to be asked who agrees to the archive, by chat id: those that a comparison found changed, because who came while callbacks were lost may have agreed meanwhile, or not.
/// Apart from the rosters, because its limit is six times as tight.
/// </summary>
internal sealed class ConsentQueue(Database database, TimeProvider clock) : WorkTable("consent_checks", "chat_id", database, clock);
