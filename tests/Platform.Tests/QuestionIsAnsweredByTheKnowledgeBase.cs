using Steward.Cli.Demo;
using Xunit;

namespace Steward.Platform.Tests;

[Collection(Stories.Name)]
public sealed class QuestionIsAnsweredByTheKnowledgeBase(RunningSuite suite)
{
    [Fact]
    public async Task A_routine_question_gets_its_answer_in_the_group()
    {
        var group = await suite.GroupAsync(suite.Beauty, 1);
        var entry = DemoFiles.Knowledge(suite.Beauty.Code)[0];
        var before = await suite.SettledAsync(Chat.Patience);

        await suite.SayAsync(suite.Beauty, group, "故事里的顾客", "请问" + entry.Paraphrases[0]);

        var answer = await suite.HeardAsync(suite.Beauty, group, message => message.FromStaff && message.Text.Contains(entry.Answer, StringComparison.Ordinal), "the answer is heard in the group");
        var after = await suite.SettledAsync(Chat.Patience) - before;
        Assert.True(answer.FromStaff);
        Assert.Equal((1L, 0L, 1L), (after.AnsweredByKnowledge, after.HandedToPeople, after.CommandsConfirmed));
    }
}
