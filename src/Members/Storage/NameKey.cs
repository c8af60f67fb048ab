using Steward.ServiceDefaults.Grpc;

namespace Steward.Members.Storage;

/// <summary>The sort key of lists by name; the id decides between equal names.</summary>
internal sealed record NameKey(string Name, Guid Id)
{
    /// <summary>The key in a page token, or null for the first page.</summary>
    public static NameKey? Read(string pageToken) => PageToken.Read(pageToken, 2) is [var name, var id] ? new NameKey(name, CallScope.Id(id, "page_token")) : null;

    public string ToToken() => PageToken.Of(Name, Id.ToString());
}
