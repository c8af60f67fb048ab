namespace Steward.Moderation.Learning;

internal static class LearningSetup
{
    public static void AddLearning(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<AddSamplesHandler>();
        builder.Services.AddSingleton<ListSamplesHandler>();
        builder.Services.AddSingleton<RemoveSamplesHandler>();
        builder.Services.AddSingleton<ReadModelsHandler>();
        builder.Services.AddSingleton<ChangeModelHandler>();
        builder.Services.AddSingleton<RunTrainings>();
        builder.Services.AddHostedService(services => services.GetRequiredService<RunTrainings>());
        builder.Services.AddSingleton<TrainHandler>();
    }
}
