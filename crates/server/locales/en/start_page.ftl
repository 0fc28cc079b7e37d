start-title = Regional Migration Training Centre
start-lead = Training for people who work in migration management, in Plandište and online.
