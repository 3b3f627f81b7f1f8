import '../../src/app/app.css'
