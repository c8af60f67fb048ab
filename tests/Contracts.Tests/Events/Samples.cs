using Steward.Contracts.Events;
using Steward.Contracts.Events.Channels;
using Steward.Contracts.Events.Content;
using Steward.Contracts.Events.Moderation;
using Steward.Contracts.Events.Staffing;

namespace Steward.Contracts.Tests.Events;

/// <summary>One of each event, as it could happen on a Monday morning.</summary>
internal static class Samples
{
    private static readonly DateTimeOffset Morning = new(2026, 3, 2, 1, 30, 0, 250, TimeSpan.Zero);
    private static readonly Guid Brand = new("b1000000-0000-4000-8000-000000000001");
    private static readonly Guid Account = new("ac000000-0000-4000-8000-000000000001");
    private static readonly Guid Group = new("603591cf-e693-8706-8e7a-b8a4ec065950");
    private static readonly Guid OtherGroup = new("46dc9ab8-fa9c-84d5-805f-b47ef627c73b");
    private static readonly Guid Member = new("1466836c-165d-8d16-9745-130cf7a14c50");
    private static readonly Guid Staff = new("d9c95db2-5a7e-8d9a-b73a-6570efd557be");
    private static readonly Guid Message = new("544631d9-e60d-82e7-a9ee-6e2f7e2beb13");
    private static readonly Guid OtherMessage = new("61e2fd5f-592b-89c3-aa75-b350571eed26");
    private static readonly Guid Command = new("383fa528-8528-83c6-a83f-cb55c49be446");
    private static readonly Guid Picture = new("5e884898-da28-4751-9d20-2f1bd5e1f5b2");
    private static readonly Guid Batch = new("019ca9f1-2b3a-7c4d-8e5f-60718293a4b5");

    private static readonly IBrandEvent[] All =
    [
        new GroupDismissedV1 { BrandId = Brand, Partition = 3, GroupId = Group, At = Morning },
        new GroupSyncedV1
        {
            BrandId = Brand, AccountId = Account, Partition = 3, GroupId = Group, ExternalId = "wrOgQhDgAAMYQiS5ol9G7gK9JVAAAA", Name = "堡乐星·世博店午餐拼单群", OwnerId = Staff,
            CreatedAt = Morning.AddDays(-90), SyncedAt = Morning,
            Roster =
            [
                new RosterEntry { MemberId = Staff, ExternalId = "LiXiaoLi", Name = "小李", IsStaff = true, JoinedAt = Morning.AddDays(-90), JoinScene = 1, JoinState = "" },
                new RosterEntry { MemberId = Member, ExternalId = "wmMrrabaZ7jYn5TXCXxU5EuxAhLjaQet", Name = "阿May🍔", IsStaff = false, JoinedAt = Morning.AddDays(-7), JoinScene = 3, JoinState = "poster-shibo" },
            ],
        },
        new MembersLeftV1 { BrandId = Brand, Partition = 3, GroupId = Group, MemberIds = [Member], Removed = true, At = Morning },
        new MessagesReceivedV1
        {
            BatchId = Batch, BrandId = Brand, AccountId = Account, Partition = 3, AcceptedAt = Morning,
            Messages =
            [
                new ReceivedMessage { MessageId = Message, GroupId = Group, SenderId = Member, FromStaff = false, Kind = "text", Text = "早餐供应到几点？", SentAt = Morning.AddSeconds(-2) },
                new ReceivedMessage { MessageId = OtherMessage, GroupId = Group, SenderId = Staff, FromStaff = true, Kind = "image", Text = "", SentAt = Morning.AddSeconds(-1), ReplyTo = Message },
            ],
        },
        new ActV1
        {
            CommandId = Command, BrandId = Brand, AccountId = Account, Kind = "transfer-owner", Origin = "inbox", GroupId = Group, MemberId = Member, MessageId = Message, Text = "",
            Arguments = [new ActArgument { Name = "to", Value = "lisi" }], Evidence = "群主连续三天不在线", RequestedBy = "", Deadline = Morning.AddHours(2),
        },
        new ContactAddedV1 { BrandId = Brand, AccountId = Account, MemberId = Member, ExternalId = "wmUu0zBgAALV7ZymkcMyxvbTe8YdWxxA", StaffId = Staff, Source = "poster_a", WelcomeCode = "CODE", Half = false, At = Morning },
        new ActSettledV1 { CommandId = Command, BrandId = Brand, Kind = "remove", Origin = "moderation", Outcome = "confirmed", By = "person", Reason = "", At = Morning },
        new SendSettledV1 { CommandId = Command, BrandId = Brand, Origin = "calendar", Outcome = "partly", ConfirmedGroups = [Group], Reason = "1 个群的群主没有确认", At = Morning },
        new SendToGroupsV1
        {
            CommandId = Command, BrandId = Brand, AccountId = Account, Origin = "calendar", GroupIds = [Group, OtherGroup], Text = "【今日福利】满天星双层牛堡套餐第二份半价，到店自取免排队！", RequestedBy = "",
            Attachments =
            [
                new SendAttachment { Kind = AttachmentKind.Image, PictureId = Picture },
                new SendAttachment { Kind = AttachmentKind.Link, Title = "门店地图", Url = "https://example.com/shops", Description = "离你最近的店", PictureUrl = "https://example.com/map.png" },
                new SendAttachment { Kind = AttachmentKind.MiniProgram, Title = "点单", AppId = "wx8bd80126147dfAAA", Page = "/pages/order", PictureId = Picture, Url = "https://example.com/order" },
            ],
        },
        new QuestionsHandedOnV1
        {
            BrandId = Brand, AccountId = Account, Partition = 3,
            Questions =
            [
                new HandedOnQuestion
                {
                    MessageId = Message, GroupId = Group, MemberId = Member, Text = "我的订单少了一份薯条，怎么办？", AskedAt = Morning.AddSeconds(-2), SuggestedAnswer = "自营外卖 20 元起送，高峰时段以小程序显示为准。",
                    SuggestionScore = 0.3125,
                },
            ],
        },
        new MessagesScreenedV1
        {
            BatchId = Batch, BrandId = Brand, AccountId = Account, Partition = 3, AcceptedAt = Morning, ScreenedAt = Morning.AddMilliseconds(12),
            Messages =
            [
                new ScreenedMessage
                {
                    MessageId = Message, GroupId = Group, SenderId = Member, FromStaff = false, Kind = "text", Text = "早餐供应到几点？", SentAt = Morning.AddSeconds(-2), Label = ScreeningLabel.Question,
                },
                new ScreenedMessage
                {
                    MessageId = OtherMessage, GroupId = Group, SenderId = Member, FromStaff = false, Kind = "text", Text = "兼职日结，加V详聊", SentAt = Morning.AddSeconds(-1), ReplyTo = Message, Label = ScreeningLabel.Offence,
                    Signals = [new MessageSignal { Name = SignalName.Complaint, Probability = 0.875, Model = "6c2f01aa" }, new MessageSignal { Name = SignalName.Competitor }],
                },
            ],
        },
        new AnswerTaughtV1
        {
            BrandId = Brand, WorkItemId = OtherMessage, Question = "早餐供应到几点？", EntryId = Message, Use = "edited", AnsweredBy = "09000000-0000-4000-8000-000000000001", At = Morning,
        },
        new WorkItemChangedV1 { BrandId = Brand, WorkItemId = OtherMessage, OperatorId = "09000000-0000-4000-8000-000000000001", State = "claimed", At = Morning },
    ];

    /// <summary>The sample of an event, by its type's name.</summary>
    public static IBrandEvent Of(string name) => Assert.Single(All, sample => sample.GetType().Name == name);
}
