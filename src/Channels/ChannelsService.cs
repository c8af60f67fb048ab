using Steward.Channels.Accounts;
using Steward.Channels.Archive;
using Steward.Channels.Callbacks;
using Steward.Channels.Checks;
using Steward.Channels.Commands;
using Steward.Channels.Media;
using Steward.Channels.Messages;
using Steward.Channels.Pictures;
using Steward.Channels.Quotas;
using Steward.Channels.Roster;
using Steward.Channels.Tasks;
using Steward.Channels.Telegram;
using Steward.Channels.WeCom;
using Steward.Contracts.Events.Channels;
using Steward.ServiceDefaults;
using Steward.ServiceDefaults.Messaging;

namespace Steward.Channels;

/// <summary>The service that speaks to WeCom and to nobody else outside; the others hear of WeCom only through its events.</summary>
public static class ChannelsService
{
    /// <summary>What runs as <c>channels</c>.</summary>
    public static Service Definition { get; } = new("channels", "channels-db", typeof(ChannelsService).Assembly, Add, Map);

    private static void Add(WebApplicationBuilder builder)
    {
        builder.AddWeCom();
        builder.AddTelegram();
        builder.AddAccounts();
        builder.AddRoster();
        builder.AddCallbacks();
        builder.AddMessages();
        builder.AddArchive();
        builder.AddMedia();
        builder.AddPictures();
        builder.AddQuotas();
        builder.AddTasks();
        builder.AddCommands();
        builder.Services.AddSingleton<CheckBot>().AddSingleton<CheckAccount>();
        builder.AddMessaging("channels", reactions => reactions.Handle<SendToGroupsV1, PlanCommand>().Handle<ActV1, PlanAct>());
    }

    private static void Map(WebApplication app)
    {
        app.MapGrpcService<AccountsGrpc>();
        app.MapGrpcService<MessagesGrpc>();
        app.MapGrpcService<CommandsGrpc>();
        app.MapGrpcService<TasksGrpc>();
        app.MapGrpcService<QuotasGrpc>();
        app.MapGrpcService<PicturesGrpc>();
        app.MapGrpcService<ChecksGrpc>();
        app.MapGrpcService<DeadLettersGrpc>();
        app.MapCallbacks();
        app.MapTelegram();
    }
}
