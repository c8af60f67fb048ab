using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Steward.Telegram.Simulator.World;

/// <summary>Everybody and everything. One lock guards it all: the world is small, and its order of events is then beyond doubt.</summary>
internal sealed class TelegramWorld
{
    private const long FirstPerson = 5_000_000_000;
    private const long FirstBot = 7_000_000_000;
    private const long Before = 1_700_000_000;
    private const int SecretLength = 35;
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";

    private readonly ulong _seed;
    private readonly long _first;
    private readonly Dictionary<long, Person> _people = [];
    private readonly Dictionary<long, Chat> _chats = [];
    private readonly Dictionary<string, Bot> _bots = new(StringComparer.Ordinal);
    private long _made;

    public TelegramWorld(IOptions<SimulatorOptions> options, TimeProvider real)
    {
        _seed = options.Value.Seed;
        _first = ((options.Value.Epoch ?? real.GetUtcNow().ToUnixTimeSeconds()) - Before) * 10;
        AddBot("管家", "steward_demo_bot", readsAll: true);
    }

    public Lock Gate { get; } = new();

    public IEnumerable<Bot> Bots => _bots.Values;

    public IEnumerable<Chat> Chats => _chats.Values;

    public Bot? BotOf(string token) => _bots.GetValueOrDefault(token);

    public Bot? BotOf(long id) => _bots.Values.FirstOrDefault(bot => bot.Self.Id == id);

    public Chat? ChatOf(long id) => _chats.GetValueOrDefault(id);

    public Person? PersonOf(long id) => _people.GetValueOrDefault(id);

    public Bot AddBot(string name, string username, bool readsAll)
    {
        var person = new Person(FirstBot + _bots.Count + 1, name, username, IsBot: true);
        var bot = new Bot(person, $"{person.Id}:{Secret(person.Id)}", _first) { ReadsAll = readsAll };
        _people[person.Id] = person;
        _bots[bot.Token] = bot;
        return bot;
    }

    public Person AddPerson(string name)
    {
        var person = new Person(FirstPerson + ++_made, name, null, IsBot: false);
        _people[person.Id] = person;
        return person;
    }

    /// <summary>A new group; ids of supergroups begin with -100.</summary>
    public Chat AddGroup(bool super, string title)
    {
        var number = 1_000_000_000 + _first + _chats.Count;
        var chat = new Chat(super ? -1_000_000_000_000 - number : -number, super ? "supergroup" : "group", title);
        _chats[chat.Id] = chat;
        return chat;
    }

    /// <summary>The conversation of a person with bots, which only the person can begin.</summary>
    public Chat PrivateOf(Person person)
    {
        if (_chats.TryGetValue(person.Id, out var known)) { return known; }

        var chat = new Chat(person.Id, "private", person.FirstName);
        chat.Put(new Membership(person, Standing.Member));
        _chats[person.Id] = chat;
        return chat;
    }

    private string Secret(long id)
    {
        var hash = SHA512.HashData(Encoding.UTF8.GetBytes($"{_seed}:{id}"));
        return string.Concat(hash.Take(SecretLength).Select(value => Letters[value % Letters.Length]));
    }
}
