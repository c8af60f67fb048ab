using System.Text;

namespace Steward.Content.Knowledge;

/// <summary>The words in which an answer goes into a group: a group has many voices, so it says to whom it speaks. The question is quoted in the base's own words, never in the member's.</summary>
internal static class AnswerText
{
    /// <summary>The answer, led by what was asked as long as both fit into one message.</summary>
    public static string For(KnowledgeEntry entry)
    {
        var question = entry.Question.TrimEnd('?', '?', '。', ' ');
        var text = question.Any(letter => !TextFold.InWord(letter)) ? $"问「{question}」的朋友看这里:\n{entry.Answer}" : $"To everybody who asked \"{question}\":\n{entry.Answer}";
        return Encoding.UTF8.GetByteCount(text) <= EntryCheck.MaxAnswerBytes ? text : entry.Answer;
    }
}
