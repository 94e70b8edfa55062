/// Sky above, ground below, and the haze between them: there is no edge of the world. `at` = place on the image plane, right and up.
vec3 backdrop(vec2 at)
{
    vec3 ray;
    vec3 start = vec3(0.0);
    if (u.orthographic != 0u) {
        ray = u.forward;
        start = u.right * at.x + u.top * at.y;
    } else {
        ray = normalize(u.forward + u.right * at.x + u.top * at.y);
    }
    float eyeHeight = u.eyeHi.z + u.eyeLo.z + start.z;
    vec3 sky = mix(u.skyHorizon, u.skyTop, clamp(sqrt(max(ray.z, 0.0)) * 1.15, 0.0, 1.0));
    if (ray.z >= -1e-5 || eyeHeight <= 0.0)
        return sky;
    float t = eyeHeight / -ray.z;
    vec2 ground = start.xy + ray.xy * t;
    // The model stands on a pad of ground that loses itself in the haze.
    float edge = smoothstep(u.groundExtentM * 0.75, u.groundExtentM * 2.6, length(ground - u.campusCentre.xy));
    vec3 c = mix(u.groundNear, u.groundFar, edge);
    float k = t / (t + u.hazeM * 2.2);
    c = mix(c, u.skyHorizon, max(k, edge * 0.55));
    // Meets the sky without a line.
    return mix(c, u.skyHorizon, smoothstep(0.055, 0.0, -ray.z));
}
