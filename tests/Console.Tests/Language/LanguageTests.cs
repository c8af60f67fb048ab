using Steward.Console.Language;
using Steward.Console.Ledger;
using Steward.Console.Shared;
using Steward.Console.Shifts;
using Steward.Kernel;
using Steward.Testing;
using static Microsoft.Playwright.Assertions;

namespace Steward.Console.Tests.Language;

[Collection(BenchCollection.Name)]
public sealed class LanguageTests(ConsoleBench bench)
{
    [Fact]
    public async Task One_click_turns_everything_to_english_and_another_back()
    {
        var community = await bench.CommunityAsync();
        await using var visitor = await bench.VisitorAsync();
        await visitor.SignInAsync(community.Login);
        await Expect(visitor.Find("nav-inbox")).ToContainTextAsync("收件箱");
        await visitor.Find("lang-switch").ClickAsync();
        await Expect(visitor.Find("nav-inbox")).ToContainTextAsync("Inbox");
        await Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        await visitor.Find("nav-members").ClickAsync();
        await Expect(visitor.Page.Locator("h1")).ToHaveTextAsync("Members");
        await visitor.Find("lang-switch").ClickAsync();
        await Expect(visitor.Page.Locator("h1")).ToHaveTextAsync("成员");
    }

    // A list of what services say: a code without words would stand on a page as it is.
    public static TheoryData<string> Coded =>
    [
        .. Of(nameof(Texts.CommandState), "planned", "blocked", "calling", "dispatched", "awaiting-confirm", "confirmed", "partly", "failed", "unknown", "settled", "waiting", "cancelled", "reconciled", "reminded", "not-reminded", "escalated"),
        .. Of(nameof(Texts.CommandKind), [.. Texts.CommandKinds, "check"]),
        .. Of(nameof(Texts.OriginName), LedgerFilter.Origins),
        .. Of(nameof(Texts.BlockName), LedgerFilter.Blocks),
        .. Of(nameof(Texts.BlockHint), LedgerFilter.Blocks),
        .. Of(nameof(Texts.TaskState), "open", "done", "expired", "declined"),
        .. Of(nameof(Texts.ProofHint), "member-removed", "message-revoked", ""),
        .. Of(nameof(Texts.State), "open", "claimed", "answering", "resolved", "scheduled", "sending", "confirmed", "partly", "failed", "cancelled"),
        .. Of(nameof(Texts.ShiftState), DutyState.All),
        .. Of(nameof(Texts.MatterKind), "question", "complaint", "intent"),
        .. Of(nameof(Texts.RouteReason), "owner", "served", "skills", "load", "cover", "hand", "nobody-on-duty", "nobody-skilled", "all-full"),
        .. Of(nameof(Texts.CaseState), "open", "upheld", "dismissed"),
        .. Of(nameof(Texts.DecideQuestion), "upheld", "dismissed"),
        .. Of(nameof(Texts.HeldName), "free", "mine", "held", ""),
        .. Of(nameof(Texts.BulkOutcome), "decided-before", "held", "grown"),
        .. Of(nameof(Texts.IncidentState), "open", "closed"),
        .. Of(nameof(Texts.IncidentOutcome), "refuted", "settled", "removed", "harmless"),
        .. Of(nameof(Texts.IncidentEntry), "note", "closed", "opened", "told", "case"),
        .. Of(nameof(Texts.ComplaintKind), Texts.ComplaintKinds),
        .. Of(nameof(Texts.ComplaintSeverity), Texts.ComplaintSeverities),
        .. Of(nameof(Texts.ComplaintOutcome), Texts.ComplaintOutcomes),
        .. Of(nameof(Texts.ComplaintState), "open", "resolved"),
        .. Of(nameof(Texts.ComplaintCame), "opened", "joined", "reopened", "known"),
        .. Of(nameof(Texts.ComplaintEntry), "registered", "joined", "reopened", "sent", "done", "failed", "skipped", "assigned", "classified", "note", "satisfaction", "resolved"),
        .. Of(nameof(Texts.DisputeStep), Texts.DisputeSteps),
        .. Of(nameof(Texts.StepState), "open", "sent", "done", "skipped"),
        .. Of(nameof(Texts.Offence), "advert", "abuse", "diversion", "illegal", "porn", "violence", "flood", "rumour", "competitor", "nickname"),
        .. Of(nameof(Texts.RuleView), "force", "draft", "import", "backtest", "shadow", "versions", "changes", "packs"),
        .. Of(nameof(Texts.TrialOutcome), "gained", "lost", "same"),
        .. Of(nameof(Texts.TrialOutcomeHint), "gained", "lost", "same"),
        .. Of(nameof(Texts.ModelLabel), "spam", "abuse", "complaint", "question", "intent"),
        .. Of(nameof(Texts.ThresholdName), "groups", "members", "minutes", "letters"),
        .. Of(nameof(Texts.EntryStateName), [.. Texts.EntryStates]),
        .. Of(nameof(Texts.EntryField), "question", "paraphrases", "answer", "state", "owner", "source", "valid_from", "valid_until", "attachments", "attachments[0].url"),
        .. Of(nameof(Texts.AttachmentFault), "title", "url", "picture_url", "app_id", "page", "description", "picture_id"),
        .. Of(nameof(Texts.AttachmentKindName), "image", "link", "mini-program"),
        .. Of(nameof(Texts.FileColumn), "row", "entry_id", "question", "paraphrases[1]", "valid_until", "attachments[0].url"),
        .. Of(nameof(Texts.FileFault), "row", "entry_id", "question", "answer", "state", "owner", "source", "valid_from", "paraphrases[1]", "attachments", "attachments[0].kind", "attachments[0].picture_id", "attachments[0].url"),
        .. Of(nameof(Texts.KnowledgeView), "entries", "gaps"),
        .. Of(nameof(Texts.KnowledgeThreshold), "answer", "suggest", "margin"),
        .. Of(nameof(Texts.QueueNumberWrong), "claim", "due", "advert"),
        .. Of(nameof(Texts.LearningView), "samples", "models", "removals"),
        .. Of(nameof(Texts.Suspicion), "", "any", "disagrees", "contradicted"),
        .. Of(nameof(Texts.SampleSource), "case", "message", "text"),
        .. Of(nameof(Texts.Objection), "f1-samples:spam", "f1-shipped:abuse", "fpr:complaint"),
        .. Of(nameof(Texts.DisciplineView), "appeals", "policy", "exempt", "consistency"),
        .. Of(nameof(Texts.AppealState), "open", "rejected", "overturned"),
        .. Of(nameof(Texts.OnBehalf), "member", "brand"),
        .. Of(nameof(Texts.PactView), "text", "groups", "receipts"),
        .. Of(nameof(Texts.PactState), "draft", "published", "ended"),
        .. Of(nameof(Texts.PactNotice), "none", "asked", "confirmed", "failed"),
        .. Of(nameof(Texts.ReceiptState), "asked", "delivered", "failed", "accepted"),
        .. Of(nameof(Texts.PolicyNumberWrong), "half_life", "window", "most_at_once", "rung 2", "advert"),
        .. Of(nameof(Texts.RuleLevel), [.. Texts.RuleLevels]),
        .. Of(nameof(Texts.Severity), [.. Texts.Severities]),
        .. Of(nameof(Texts.SeverityHint), [.. Texts.Severities]),
        .. Of(nameof(Texts.RuleState), "draft", "shadow", "published", "superseded", "rolled_back"),
        .. Of(nameof(Texts.RuleAction), "save_draft", "publish", "start_shadow", "stop_shadow", "roll_back"),
        .. Of(nameof(Texts.DifferenceMark), "added", "removed", "changed", "same"),
        .. Of(nameof(Texts.RuleKindName), "keyword", "regex", "link", "card", "contact", "rate", "near_duplicate", "newcomer", "mentions", "emoji", "nickname", "competitor", "model"),
        .. Of(nameof(Texts.RuleKindHint), "keyword", "regex", "link", "card", "contact", "rate", "near_duplicate", "newcomer", "mentions", "emoji", "nickname", "competitor", "model"),
        .. Of(nameof(Texts.Resolution), "answered", "closed", ""),
        .. Of(nameof(Texts.HealthName), "fine", "slow", "late"),
        .. Of(nameof(Texts.Mend), "credentials", "address", "frequency", "permission", "archive", "transient", "other"),
        .. Of(nameof(Texts.ArchiveMode), "none", "corp-owned-sdk", "data-zone", "simulator"),
        .. Of(nameof(Texts.ReconciliationCause), "nightly", "asked"),
        .. Of(nameof(Texts.ReconciliationState), "running", "done", "failed"),
        .. Of(nameof(Texts.CheckOutcome), "ok", "warning", "failed", "skipped"),
        .. Of(nameof(Texts.CheckStepName), "settings", "credentials", "groups", "roster", "callbacks", "archive", "privacy", "updates", "rights"),
        .. Of(nameof(Texts.QuotaScope), "address-api", "msgaudit/check_room_agree", "corp-api", "app-member", "app-day", "group-broadcast", "customer-broadcast", "task-remind", "group-transfer", "customer-transfer", "owner-transfer", "chat-send", "bot-send"),
        .. Of(nameof(Texts.QuotaSpan), "second", "minute", "hour", "day", "week", "month", "24h", "90d", "circuit"),
    ];

    [Theory]
    [MemberData(nameof(Coded))]
    public void Every_code_that_a_page_shows_has_words_in_both_languages(string coded)
    {
        var (name, code) = (coded[..coded.IndexOf(' ')], coded[(coded.IndexOf(' ') + 1)..]);
        var method = typeof(Texts).GetMethod(name)!;
        var (ours, theirs) = ((string)method.Invoke(new Texts(UiLanguage.Chinese), [code])!, (string)method.Invoke(new Texts(UiLanguage.English), [code])!);
        Assert.True(IsChinese(ours), $"{coded} is not Chinese: {ours}");
        Assert.True(theirs.Length > 0 && !IsChinese(theirs), $"{coded} is not English: {theirs}");
    }

    [Theory]
    [InlineData("CNT-003", ProblemKind.Conflict, "Calendar entry 0b1c is sending; only a scheduled one can be changed or taken back.")]
    [InlineData("MOD-068", ProblemKind.Invalid, "The policy cannot be put in force: claim_minutes must be 1 to 120.")]
    [InlineData("MOD-072", ProblemKind.Invalid, "The policy cannot be put in force: groups must be 2 to 30.")]
    [InlineData("MOD-180", ProblemKind.Conflict, "lead changed draft 2 at 2026-11-22 23:00:00Z, after you read it: read it again, then decide.")]
    [InlineData("MOD-181", ProblemKind.Conflict, "lead put version 2 in force at 2026-11-22 23:00:00Z, after you read version 1: read it again, then decide.")]
    [InlineData("MOD-182", ProblemKind.Invalid, "until must be ahead, and at most 1830 days.")]
    [InlineData("CNT-024", ProblemKind.Invalid, "settings.suggest_from must be from 0 to answer_from.")]
    [InlineData("CNT-025", ProblemKind.Conflict, "lead put version 2 in force after you read version 1: read it again, then decide.")]
    [InlineData("CNT-026", ProblemKind.Invalid, "question must have 1 to 200 characters.")]
    [InlineData("CNT-038", ProblemKind.Unavailable, "Whether the pictures are there cannot be looked up at the moment; try again.")]
    [InlineData("CHN-061", ProblemKind.NotFound, "There is no picture 0b1c that this brand may send.")]
    [InlineData("CHN-062", ProblemKind.Invalid, "content must be a picture in JPEG or PNG of at most 2 MB.")]
    [InlineData("CHN-063", ProblemKind.Exhausted, "2000 pictures are kept of a brand, and this one has them; use one that is there.")]
    [InlineData("CHN-064", ProblemKind.Forbidden, "The agency's pictures hold for all brands; only services add to them.")]
    [InlineData("STF-075", ProblemKind.Invalid, "attachments[0].url must be an address that begins with http:// or https://.")]
    [InlineData("CNT-027", ProblemKind.Conflict, "lead changed it to version 2 since you read it: read it again, then decide.")]
    [InlineData("CNT-028", ProblemKind.Forbidden, "A lead approves entries: put it as in_review.")]
    [InlineData("CNT-031", ProblemKind.Invalid, "The file or its encoding is neither UTF-8 nor UTF-16 nor GB18030; save it as UTF-8.")]
    [InlineData("CHN-007", ProblemKind.Conflict, "telegram does not list groups or rosters: they become known by what happens in them.")]
    [InlineData("CHN-012", ProblemKind.Conflict, "WeCom does not permit this to the app (48002 api forbidden).")]
    [InlineData("CHN-013", ProblemKind.Conflict, "WeCom refuses (41048 no customer to send).")]
    [InlineData("CHN-015", ProblemKind.Unavailable, "WeCom does not answer (-1 system busy); try again later.")]
    [InlineData("CHN-034", ProblemKind.Conflict, "This command is settled: nothing of it can be stopped.")]
    [InlineData("CHN-037", ProblemKind.Exhausted, "These employees have been reminded as often as WeCom permits: WeCom counts three reminders within 24 hours.")]
    [InlineData("CHN-051", ProblemKind.Conflict, "This task is closed already.")]
    [InlineData("MOD-004", ProblemKind.Conflict, "Case 0b1c is upheld since then; a case is decided once.")]
    [InlineData("MOD-062", ProblemKind.Conflict, "0b1c has case 0b1c until then; take another one, or wait until then.")]
    [InlineData("MOD-064", ProblemKind.Conflict, "This preview is older than 30 minutes: count the cases again and look at them.")]
    [InlineData("MOD-071", ProblemKind.Conflict, "Somebody closed incident 0b1c at noon; add a note instead.")]
    [InlineData("MOD-137", ProblemKind.Conflict, "Not done yet: ticket. Do each of them, or leave it out with a reason.")]
    [InlineData("MOD-142", ProblemKind.Forbidden, "The text needs a lead to send it: \"13812345678\" (personal-data).")]
    [InlineData("MEM-040", ProblemKind.Invalid, "tag must be 1 to 30 characters without line breaks.")]
    [InlineData("STF-021", ProblemKind.Conflict, "Somebody else has work item 0b1c.")]
    [InlineData("STF-023", ProblemKind.Conflict, "The command id 0b1c was used before; choose a new one for a new try.")]
    [InlineData("STW-002", ProblemKind.Forbidden, "This needs the role Lead; you have Operator.")]
    [InlineData("RPC-Unavailable", ProblemKind.Unavailable, "failed to connect to all addresses")]
    [InlineData("RPC-Internal", ProblemKind.Unavailable, "Something went wrong on our side (reference 0123456789ab).")]
    public void A_failure_is_told_in_the_pages_language_and_says_what_to_do(string code, ProblemKind kind, string message)
    {
        var failure = new Failure(Services.Channels, new Problem(code, kind, message));
        var (ours, theirs) = (new Texts(UiLanguage.Chinese).FailureText(failure), new Texts(UiLanguage.English).FailureText(failure));
        Assert.DoesNotMatch("[A-Za-z]+ [a-z]+ [a-z]+", ours);
        Assert.False(IsChinese(theirs), theirs);
    }

    // What a page says to people goes through the texts, where both languages stand side by side.
    [Fact]
    public void No_page_says_anything_but_by_the_texts()
    {
        var pages = Directory.EnumerateFiles(Path.Combine(Checkout.Root, "src", "Console"), "*.razor", SearchOption.AllDirectories).ToArray();
        Assert.NotEmpty(pages);
        Assert.Empty(pages.SelectMany(page => Markup.WordsOf(File.ReadAllText(page)).Select(words => $"{Path.GetFileName(page)}: {words}")));
    }

    [Theory]
    [InlineData("<p>@T.Hello <b>Hello there</b></p>", "Hello there")]
    [InlineData("<p>你好</p>", "你好")]
    [InlineData("<input placeholder=\"Type here\" class=\"grow wide\" />", "Type here")]
    [InlineData("<p title=\"@T.Hello\">@(Now ? \"yes\" : \"no\") @Item.Name</p> <kbd>Ctrl</kbd> @* 说明 *@\n@code {\n  // <b>Not shown</b>\n}", null)]
    public void Words_outside_of_the_texts_are_found(string markup, string? words) => Assert.Equal(words, Markup.WordsOf(markup).SingleOrDefault());

    [Fact]
    public void Every_text_is_there_in_both_languages_and_they_differ()
    {
        var chinese = new Texts(UiLanguage.Chinese);
        var english = new Texts(UiLanguage.English);
        foreach (var text in typeof(Texts).GetProperties().Where(property => property.PropertyType == typeof(string)))
        {
            var (ours, theirs) = ((string)text.GetValue(chinese)!, (string)text.GetValue(english)!);
            Assert.True(ours.Length > 0 && theirs.Length > 0 && ours != theirs, text.Name);
            Assert.True(IsChinese(ours), $"{text.Name} is not Chinese: {ours}");
            Assert.False(IsChinese(theirs), $"{text.Name} is not English: {theirs}");
        }
    }

    private static bool IsChinese(string text) => text.Any(letter => letter is >= (char)0x4E00 and <= (char)0x9FFF);

    private static IEnumerable<string> Of(string method, params string[] codes) => codes.Select(code => $"{method} {code}");
}
