namespace Tenantry.Grains.Tests;

/// <summary>An environment and how to reach it.</summary>
internal sealed record Place(IGrainFactory Grains, OrganizationId Organization, ProjectId Project, EnvironmentId Environment, string Key)
{
    /// <summary>The production environment of a new tenant.</summary>
    public static async Task<Place> Make(IGrainFactory grains)
    {
        var signup = await grains.Tenant();
        return Of(grains, signup, signup.Project.Environments[0]);
    }

    public static Place Of(IGrainFactory grains, SignupView signup, EnvironmentView environment)
        => new(grains, signup.Organization.Id, signup.Project.Id, environment.Id, environment.Key);

    public async Task<EnvironmentValues> Get(ValueKind kind) => (await Grains.Project(Organization, Project).GetValues(Environment, kind)).Value!;

    public Task<Result<EnvironmentValues>> Write(ValueChanges changes, long? ifRevision = null)
        => Grains.Organization(Organization).WriteValues(Project, Environment, changes, ifRevision, Actor.System);
}
