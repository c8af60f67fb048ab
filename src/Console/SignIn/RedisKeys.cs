using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using StackExchange.Redis;

namespace Steward.Console.SignIn;

/// <summary>The keys that protect cookies, in Redis: every replica reads every cookie, and a restart signs nobody out.</summary>
internal sealed class RedisKeys(string connectionString) : IXmlRepository, IDisposable
{
    private const string List = "console:data-protection-keys";
    private readonly Lazy<ConnectionMultiplexer> _redis = new(() => ConnectionMultiplexer.Connect(connectionString));

    public IReadOnlyCollection<XElement> GetAllElements() => [.. _redis.Value.GetDatabase().ListRange(List).Select(key => XElement.Parse(key.ToString()))];

    public void StoreElement(XElement element, string friendlyName) => _redis.Value.GetDatabase().ListRightPush(List, element.ToString(SaveOptions.DisableFormatting));

    public void Dispose()
    {
        if (_redis.IsValueCreated) { _redis.Value.Dispose(); }
    }
}
