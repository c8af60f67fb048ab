using Steward.Channels.Storage;
using Steward.ServiceDefaults.Storage;

namespace Steward.Channels.Media;

/// <summary>Files to be fetched, by <see cref="MediaKey"/>.</summary>
internal sealed class MediaQueue(Database database, TimeProvider clock) : WorkTable("media_fetches", "file", database, clock);
