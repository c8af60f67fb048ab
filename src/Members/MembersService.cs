using Steward.Contracts.Events.Channels;
using Steward.Contracts.Events.Moderation;
using Steward.Members.Activity;
using Steward.Members.ApiKeys;
using Steward.Members.Brands;
using Steward.Members.Groups;
using Steward.Members.People;
using Steward.Members.Tags;
using Steward.ServiceDefaults;
using Steward.ServiceDefaults.Messaging;

namespace Steward.Members;

/// <summary>The Members service: who a brand's groups and people are, and how active they are.</summary>
public static class MembersService
{
    /// <summary>How it is put together.</summary>
    public static Service Definition { get; } = new("members", "members-db", typeof(MembersService).Assembly, Add, Map);

    private static void Add(WebApplicationBuilder builder)
    {
        builder.AddBrands();
        builder.AddApiKeys();
        builder.AddGroups();
        builder.AddPeople();
        builder.AddTags();
        builder.AddActivity();
        builder.AddMessaging("members", reactions => reactions
            .Handle<GroupSyncedV1, StoreRoster>()
            .Handle<MembersLeftV1, RecordLeavers>()
            .Handle<GroupDismissedV1, DismissGroup>()
            .Handle<MessagesScreenedV1, RecordActivity>());
    }

    private static void Map(WebApplication app)
    {
        app.MapGrpcService<BrandsGrpc>();
        app.MapGrpcService<GroupsGrpc>();
        app.MapGrpcService<PeopleGrpc>();
        app.MapGrpcService<TagsGrpc>();
        app.MapGrpcService<DeadLettersGrpc>();
    }
}
