using System.Text;
using Steward.Contracts.Channels.V1;

namespace Steward.Console.Inbox;

/// <summary>An answer that is being written. It stays when the operator looks at other items meanwhile.</summary>
public sealed class Draft
{
    /// <summary>Longest text that the channel takes, in bytes of UTF-8.</summary>
    public const int MaxBytes = 4000;

    private string _sentText = "";
    private IReadOnlyList<Attachment> _sentAttachments = [];
    private Guid _command;

    /// <summary>The text so far.</summary>
    public string Text { get; set; } = "";

    /// <summary>What goes along with it.</summary>
    public IReadOnlyList<Attachment> Attachments { get; set; } = [];

    /// <summary>The entry of the knowledge base whose answer was put in last; empty: none.</summary>
    public string Taken { get; set; } = "";

    /// <summary>Whether the knowledge base may learn from this answer.</summary>
    public bool Learn { get; set; } = true;

    /// <summary>Whether it asks something back, so that it is the member's turn when it has arrived.</summary>
    public bool AwaitReply { get; set; }

    /// <summary>Its length in bytes of UTF-8.</summary>
    public int Bytes => Encoding.UTF8.GetByteCount(Text);

    /// <summary>Its length in characters as people count them.</summary>
    public int Characters => new System.Globalization.StringInfo(Text).LengthInTextElements;

    /// <summary>Whether it may be sent.</summary>
    public bool Sendable => !string.IsNullOrWhiteSpace(Text) && Bytes <= MaxBytes;

    /// <summary>The id for sending this text with this: the same for a retry whose outcome is unknown, so that nobody is answered twice; a new one for anything else.</summary>
    public Guid CommandFor(string text, IReadOnlyList<Attachment> attachments)
    {
        if (_command == Guid.Empty || _sentText != text || !_sentAttachments.SequenceEqual(attachments)) { (_sentText, _sentAttachments, _command) = (text, [.. attachments], Guid.CreateVersion7()); }

        return _command;
    }

    /// <summary>Adds an answer below what is written, with what goes along with it.</summary>
    public void Insert(string answer, IEnumerable<Attachment> along)
    {
        Attachments = [.. Attachments.Union(along).Take(ServiceDefaults.Outbound.Attachments.Most)];
        if (Text != answer) { Text = Text.Length == 0 ? answer : $"{Text.TrimEnd()}\n{answer}"; }
    }

    /// <summary>The send was definitely refused or accepted: the next one is another.</summary>
    public void Settle() => _command = Guid.Empty;
}
