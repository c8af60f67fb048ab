using System.Text;
using Steward.Content.Knowledge.Settings;
using Steward.ServiceDefaults.Outbound;

namespace Steward.Content.Knowledge;

/// <summary>The words in which an answer goes into a group: a group has many voices, so it says to whom it speaks. The question is quoted in the base's own words, never in the member's.</summary>
internal static class AnswerText
{
    /// <summary>The answer in a brand's voice, led by what was asked; what does not fit into one message beside it is left out, the closing first.</summary>
    public static string For(KnowledgeEntry entry, Voice voice)
    {
        var led = $"{Opening(entry.Question.TrimEnd('?', '？', '。', ' '), voice)}\n{entry.Answer}";
        return voice.Closing.Length > 0 && Fits($"{led}\n{voice.Closing}") ? $"{led}\n{voice.Closing}" : Fits(led) ? led : entry.Answer;
    }

    /// <summary>The same with the words of what goes along: what the compliance gate is asked about.</summary>
    public static string Checked(KnowledgeEntry entry, Voice voice) => Attachments.WordsOf(For(entry, voice), entry.Attachments);

    private static string Opening(string question, Voice voice) =>
        voice.Opening.Length > 0 ? voice.Opening.Replace(Voice.Question, question, StringComparison.Ordinal)
        : question.Any(letter => !TextFold.InWord(letter)) ? $"问「{question}」的朋友看这里:" : $"To everybody who asked \"{question}\":";

    private static bool Fits(string text) => Encoding.UTF8.GetByteCount(text) <= EntryCheck.MaxAnswerBytes;
}
